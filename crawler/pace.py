"""How fast strangers' hosts are asked, and how long they are left alone when they refuse."""

import random
import time
from email.utils import parsedate_to_datetime

from scrapy.http.headers import Headers

from catalog.model.value import Value

LONGEST_PAUSE = 120.0
"""Seconds; a host that asks for more is left alone until the next crawl."""

_WINDOWS = {b"Minute": 60.0, b"Hour": 3_600.0, b"Day": 86_400.0}
"""PulseMCP counts what remains in each of these, and tells no end of any."""

_EPOCH = 1_000_000_000
"""A reset beyond this is a moment, not a number of seconds."""


class Pace(Value):
    """Seconds between two requests to a host and before the first retry, and how many retries.

    With no `delay` each registry's own counts, or `own_delay` at an address given by hand.
    Each further retry waits twice as long as the one before.
    """

    delay: float | None = None
    own_delay: float | None = None
    pause: float = 2.0
    retries: int = 5
    timeout: float = 60.0


POLITE = Pace()


class Turns:
    """When each host may be asked next, for all sources of one run."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Seconds until the host may be asked."""
        return max(0.0, self._next.get(host, 0.0) - time.monotonic())

    def take(self, host: str, delay: float) -> float:
        """Take the next turn; seconds until then."""
        wait = self.wait(host)
        self._next[host] = time.monotonic() + wait + delay
        return wait

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, at least."""
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)


def growing(pause: float, tries: int) -> float:
    """Seconds before the retry after so many tries: ever longer, and never quite the same."""
    jitter = random.uniform(0.8, 1.2)  # noqa: S311 - not for secrets
    return float(min(pause * 2 ** (tries - 1) * jitter, LONGEST_PAUSE))


def seconds_asked(headers: Headers, now: float) -> float:
    """How long the host asks to be left alone; 0.0 where it does not.

    By Retry-After (RFC 9110, section 10.2.3), else by what its rate limit leaves: with
    nothing remaining, until the reset, which is a moment or a number of seconds.
    """
    if asked := _text(headers, b"Retry-After"):
        return _retry_after(asked, now)
    for kind in (b"X-RateLimit-", b"RateLimit-"):
        if _text(headers, kind + b"Remaining") == "0":
            return _until(_text(headers, kind + b"Reset"), now)
    spent = (
        seconds
        for name, seconds in _WINDOWS.items()
        if _text(headers, b"X-RateLimit-Remaining-" + name) == "0"
    )
    return max(spent, default=0.0)


def _retry_after(text: str, now: float) -> float:
    try:
        return min(float(text), 1e9) if text[:1].isdecimal() else max(0.0, _date(text) - now)
    except (ValueError, OverflowError):
        return 0.0


def _date(text: str) -> float:
    return parsedate_to_datetime(text).timestamp()


def _until(text: str, now: float) -> float:
    try:
        reset = min(max(float(text), 0.0), 1e15)
    except ValueError:
        return 0.0
    if reset > 1_000 * _EPOCH:
        reset /= 1_000
    return max(0.0, reset - now) if reset > _EPOCH else reset


def _text(headers: Headers, name: bytes) -> str:
    value = headers.get(name)
    return value.decode("latin-1").strip() if value else ""
