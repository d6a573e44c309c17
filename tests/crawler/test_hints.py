"""What servers say when they miss something → what they are started with next."""

import pytest

from catalog.taxonomy import Reason
from crawler.introspection.hints import hint
from crawler.introspection.redact import MARK, redact
from crawler.introspection.symptoms import missing


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Error: BRAVE_API_KEY environment variable is required", {"BRAVE_API_KEY"}),
        ("Missing required env:\n - JIRA_URL\n - JIRA_TOKEN", {"JIRA_URL", "JIRA_TOKEN"}),
        ("please set DB_URL or DB_HOST", {"DB_URL", "DB_HOST"}),
        ("pass MY_TOKEN, please\nUsage: x\n  MY_OTHER  not required", {"MY_TOKEN"}),
        ("code: 'ERR_MODULE_NOT_FOUND' is required", set()),
        ("READY_TO_GO and listening", set()),
    ],
)
def test_variables_that_are_asked_for_are_given(said: str, names: set[str]) -> None:
    learned = hint(said, ("x",), {})
    assert set(learned.environment if learned else {}) == names


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("x: error: the following arguments are required: --db-path", ("--db-path", "dummy.db")),
        ("Error: In-memory databases require the --read-write flag.", ("--read-write",)),
        ("error: Missing option '--host'.", ("--host", "localhost")),
        ("Options:\n  --stdio  use stdin\nlistening on 3333", ("--stdio",)),
        ("Usage: x [OPTIONS] COMMAND\n\nCommands:\n  sse    SSE\n  stdio  pipes", ("stdio",)),
        ("usage: x [-h] [--transport {stdio,sse}]", ("--transport", "stdio")),
        ("Usage: x\nCommands:\n  run   Runs it\n", ("run",)),
        ("Please provide a database URL as an argument",
         ("postgresql://dummy:dummy@localhost:5432/dummy",)),
        ("Usage: x <allowed-directory>", (".",)),
        ("Usage: x [--token=<token>] [--host <host>] <name>", ("toolrisk-dummy",)),
    ],
)  # fmt: skip
def test_arguments_that_are_asked_for_are_given(said: str, words: tuple[str, ...]) -> None:
    learned = hint(said, (), {})
    assert learned is not None
    assert learned.arguments == words


def test_what_was_given_is_not_given_again() -> None:
    said = "the following arguments are required: --db; API_KEY is required"
    learned = hint(said, ("--db", "x"), {"API_KEY": "y"})
    assert learned is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Error: getaddrinfo EAI_AGAIN api.example.com", Reason.NEEDS_NETWORK),
        ("httpx.ConnectError: [Errno -3] Temporary failure in name resolution",
         Reason.NEEDS_NETWORK),
        ("Error: connect ECONNREFUSED 127.0.0.1:3306", Reason.NEEDS_SERVICE),
        ("warning: fetch failed\nAttributeError: 'Server' has no attribute 'x'", None),
        ("no key", None),
    ],
)  # fmt: skip
def test_what_was_missing_is_told_from_a_crash(said: str, reason: Reason | None) -> None:
    assert missing(said) is reason


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("bad key ghp_0123456789abcdefghij here", f"bad key {MARK} here"),
        ("api_key=s3cr3t-value, port=80", f"api_key={MARK}, port=80"),
        ("Authorization: Bearer abcdef123456", f"Authorization: Bearer {MARK}"),
        ("at postgresql://me:hunter22@db/x", f"at postgresql://me:{MARK}@db/x"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc", MARK),
        ("given: my-own-value!", f"given: {MARK}!"),
        ("the token is missing", "the token is missing"),
    ],
)
def test_secrets_are_not_kept(said: str, left: str) -> None:
    assert redact(said, ["my-own-value", "1"]) == left
