"""How fast an endpoint may be asked, as its answers' headers tell: shared by all who ask it.

OpenAI's `x-ratelimit-remaining-requests` and `-tokens` say what is left, the headers with
`reset` in place of `remaining` when there is more (`1s`, `6m0s`, `20ms`); others copy them.
What answers 429 is asked again by the openai package, after what Retry-After says.
"""

import re
import time
from collections.abc import Mapping

import anyio

LONGEST = 120.0
"""Seconds that are waited at most; a wrong header must not end a run."""

_KINDS = ("requests", "tokens")
_PART = re.compile(r"([\d.]+)(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Pace:
    """When the next question may be sent."""

    def __init__(self) -> None:
        self.free_at = 0.0

    async def turn(self) -> None:
        """Wait until then."""
        await anyio.sleep(max(self.free_at - time.monotonic(), 0))

    def heed(self, headers: Mapping[str, str]) -> None:
        """Note what an answer says is left."""
        waits = [
            seconds(headers.get(f"x-ratelimit-reset-{kind}", ""))
            for kind in _KINDS
            if headers.get(f"x-ratelimit-remaining-{kind}", "").strip() == "0"
        ]
        if waits:
            self.free_at = max(self.free_at, time.monotonic() + min(max(waits), LONGEST))


def seconds(text: str) -> float:
    """What `6m0s` or a plain number comes to; 0 for what is no span of time."""
    try:
        return max(float(text), 0.0) if text.strip() else 0.0
    except ValueError:
        pass
    try:
        return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text[:40]))
    except ValueError:  # two points in a number
        return 0.0
