"""The pauses that hosts are given."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http.headers import Headers

from crawler.pace import LONGEST_PAUSE, POLITE, Turns, growing, seconds_asked
from crawler.politeness import settings
from crawler.registries.github_mcp import GithubMcp
from crawler.registries.official import OfficialRegistry

NOON = 1_767_268_800.0
"""2026-01-01 12:00:00 UTC."""


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("1.5", 1.5),
        ("Thu, 01 Jan 2026 12:00:45 GMT", 45.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
        ("9" * 5_000, 1e9),
    ],
)
def test_a_retry_after_is_read_as_seconds_or_as_a_date(header: str, seconds: float) -> None:
    assert seconds_asked(Headers({"Retry-After": header}), NOON) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{NOON + 30:.0f}"}, 30.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{(NOON + 30) * 1000:.0f}"}, 30.0),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "7"}, 7.0),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "7"}, 7.0),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": f"{NOON + 30:.0f}"}, 0.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, 0.0),
        ({"x-ratelimit-remaining": "0"}, 0.0),
        ({"X-RateLimit-Remaining-Minute": "0", "X-RateLimit-Remaining-Hour": "4"}, 60.0),
        ({"X-RateLimit-Remaining-Minute": "0", "X-RateLimit-Remaining-Day": "0"}, 86_400.0),
        ({"Retry-After": "3", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9"}, 3.0),
    ],
)
def test_a_spent_rate_limit_is_left_alone(headers: dict[str, str], seconds: float) -> None:
    assert seconds_asked(Headers(headers), NOON) == seconds


@given(st.sampled_from(["Retry-After", "X-RateLimit-Reset"]), st.text())
def test_any_header_is_some_seconds(name: str, value: str) -> None:
    headers = {name: value.encode(errors="replace"), "X-RateLimit-Remaining": "0"}
    assert seconds_asked(Headers(headers), NOON) >= 0.0


def test_a_pause_doubles_with_some_jitter_and_has_an_end() -> None:
    for tries, doubled in enumerate((2, 4, 8, 16, 32, 64, 128, 256), 1):
        seconds = growing(2.0, tries)
        assert min(doubled * 0.8, LONGEST_PAUSE) <= seconds <= min(doubled * 1.2, LONGEST_PAUSE)


def test_each_host_has_turns_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0)
    turns = Turns()
    assert [turns.take("a", 1.5) for _ in range(3)] == [0.0, 1.5, 3.0]
    assert turns.take("b", 1.5) == 0.0
    turns.pause("b", 30.0)
    turns.pause("b", 3.0)
    assert (turns.wait("b"), turns.wait("a"), turns.wait("c")) == (30.0, 4.5, 0.0)


def test_scrapy_is_run_politely_and_without_doors() -> None:
    chosen = settings(POLITE)
    assert chosen["TWISTED_REACTOR_ENABLED"] is False
    assert chosen["TELNETCONSOLE_ENABLED"] is False
    assert chosen["REMOTE_CONTROL_ENABLED"] is False
    assert chosen["ROBOTSTXT_OBEY"] is True
    assert chosen["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert chosen["USER_AGENT"].startswith("toolrisk/")
    assert "https://" in chosen["USER_AGENT"]
    assert POLITE.delay is None
    assert min(OfficialRegistry.delay, GithubMcp.delay) >= 1.0
