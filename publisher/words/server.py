"""The words of a server's page."""

from catalog.taxonomy import Action, Category, Reason

SERVER_SUMMARY = "{server}: {tools}, at worst of {risk} risk."
SERVER_SUMMARY_EMPTY = "{server}: a server that offers no tools."
SERVER_SUMMARY_SKIPPED = "{server}: not looked at ({reason}), so nothing is known of its tools."
SERVER_SUMMARY_UNVERIFIED = (
    "{server}: not looked at ({reason}); its source names {tools}, at worst of {risk} risk, "
    "unverified."
)
TOOLS = ("{count} tool", "{count} tools")

OUTCOME = "It lists {tools}."
OUTCOME_EMPTY = "It was asked for its tools and said that it has none."
OUTCOME_SKIPPED = (
    "Its tools could not be listed: {why}. Nothing is known of them; that does not make it safe."
)
OUTCOME_UNVERIFIED = (
    "Its tools could not be listed: {why}. The source of its package names {tools}. They are "
    "unverified: nobody has seen the server offer them, and it may offer others, so that this "
    "list may be incomplete."
)
UNVERIFIED_TOOLS = (
    "{count} tool read from source, unverified",
    "{count} tools read from source, unverified",
)
WHY_SKIPPED = {
    Reason.UNSUPPORTED: "this way of starting a server is not supported",
    Reason.RUNTIME_MISSING: "the runtime that it needs is missing or too old",
    Reason.NO_SANDBOX: "there was no sandbox to start it in",
    Reason.INSTALL_FAILED: "its package could not be installed",
    Reason.START_FAILED: "it did not start",
    Reason.CRASHED: "it ended before it answered",
    Reason.TIMED_OUT: "it did not answer in time",
    Reason.TOO_LARGE: "its answer was too large",
    Reason.PROTOCOL_ERROR: "its answers were not valid MCP",
    Reason.NEEDS_NETWORK: "it starts only with a network, and was given none",
    Reason.NEEDS_SERVICE: "it starts only beside a service that it could not reach",
    Reason.NEEDS_LOGIN: "it answers only to those who are logged in",
    Reason.UNREACHABLE: "it could not be reached, or its host did not serve it",
    Reason.ADDRESS_REFUSED: "its address leads into a private network",
    Reason.NOT_IN_CATALOG: "the catalog does not know it",
}
MALFORMED = "Entry {position} of its tool list is not a tool: it {reason}."

COUNT = "How many tools does {server} have?"
COUNT_ANSWER = "{tools}: {shares}."
COUNT_UNSURE = "{count} not classified"
COUNT_NONE = "It said that it has none."

CAN = {
    Category.EXECUTE: "Can an agent run code or start things with {server}?",
    Category.DESTRUCTIVE: "Can an agent delete data with {server}?",
    Category.FINANCIAL: "Can an agent move money with {server}?",
}
CAN_YES = "Yes, with {names}. The recommended policy: {rules}."
CAN_NO = "None of its tools is classified as {category}."
CAN_UNSURE = " {count} could not be classified, so they are no evidence of that."

PREVENT = "How do I keep an agent within bounds on {server}?"
PREVENT_ANSWER = (
    "Give the policy on this page to the gateway in front of it. It names each tool; "
    "whatever it does not name is denied. {rules}."
)
RULES = {
    Action.ALLOW: "{names}: allowed without a limit",
    Action.LIMIT: "{names}: allowed up to a limit",
    Action.ASK: "{names}: denied until a person approves",
    Action.DENY: "{names}: denied",
    Action.HIDE: "{names}: hidden and denied",
}
AND_MORE = " and {more} more"


BADGE = "{risk} · {grade}"
BADGE_NOT_SEEN = "not seen"
BADGE_NO_TOOLS = "no tools"
BADGE_TITLE = "{server}: {says}"


def plural(words: tuple[str, str], count: int) -> str:
    """The singular or plural form with its count."""
    return words[count != 1].format(count=f"{count:,}")
