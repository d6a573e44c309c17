"""The pauses that hosts are given."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from crawler.politeness import LONGEST_PAUSE, POLITE, Backoff, seconds_asked, settings

NOON = 1_767_268_800.0
"""2026-01-01 12:00:00 UTC."""


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Thu, 01 Jan 2026 12:00:45 GMT", 45.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
        ("9" * 5_000, 999_999_999.0),
    ],
)
def test_a_retry_after_is_read_as_seconds_or_as_a_date(header: str, seconds: float) -> None:
    assert seconds_asked(header, NOON) == seconds


@given(st.text())
def test_any_header_is_some_seconds(header: str) -> None:
    assert seconds_asked(header, NOON) >= 0.0


def pauses(monkeypatch: pytest.MonkeyPatch, *, retry_after: bytes | None) -> list[float]:
    """The seconds slept before each of eight retries of one request."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("crawler.politeness.asyncio.sleep", sleep)
    backoff = Backoff(pause=2.0)
    headers = {"Retry-After": retry_after} if retry_after else {}

    async def retried() -> None:
        for count in range(9):
            request = Request("http://example.com/", meta={"retry_times": count})
            if count:
                backoff.process_response(request, Response(request.url, 429, headers=headers))
            await backoff.process_request(request)

    asyncio.run(retried())
    return slept


def test_a_pause_doubles_with_some_jitter_and_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    slept = pauses(monkeypatch, retry_after=None)
    assert len(slept) == 8
    for seconds, doubled in zip(slept, (2, 4, 8, 16, 32, 64, 128, 256), strict=True):
        assert min(doubled * 0.8, LONGEST_PAUSE) <= seconds <= min(doubled * 1.2, LONGEST_PAUSE)


def test_a_host_that_asks_for_more_gets_it_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pauses(monkeypatch, retry_after=b"50")[:4] == [50.0] * 4
    assert pauses(monkeypatch, retry_after=b"86400") == [LONGEST_PAUSE] * 8


def test_scrapy_is_run_politely_and_without_doors() -> None:
    chosen = settings(POLITE)
    assert chosen["TWISTED_REACTOR_ENABLED"] is False
    assert chosen["TELNETCONSOLE_ENABLED"] is False
    assert chosen["REMOTE_CONTROL_ENABLED"] is False
    assert chosen["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert chosen["DOWNLOAD_DELAY"] >= 1.0
    assert chosen["USER_AGENT"].startswith("toolrisk/")
    assert "https://" in chosen["USER_AGENT"]
