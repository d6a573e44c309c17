"""The words of a passport."""

NOTE = (
    "Unsigned. It says what toolrisk saw, where and when; check it by running toolrisk: "
    "the digests are SHA-256 over the RFC 8785 form of each tool's definition."
)
NOT_ANSWERED = "The server gave no list of tools: {reason}."
NOT_SAID = "The server did not say."
NOT_INSTALLED = "Nothing was installed."
RUNS_ELSEWHERE = "It runs elsewhere, so nothing was installed."
NO_HOSTS = "No listing names a remote; which hosts its programs talk to was not watched."
NO_TOOLS = "No tool of it is known, so nothing was classified."
