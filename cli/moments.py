"""Pure: a person's word for a time → a moment."""

import re
from datetime import UTC, datetime, timedelta

from catalog.errors import UsageError

UNITS = {"h": "hours", "d": "days", "w": "weeks"}
AGE = re.compile(r"([0-9]{1,6})([hdw])")
FORMS = "give an age (12h, 7d, 4w), a date (2026-11-21) or an ISO time"


def moment(said: str, option: str, now: datetime) -> datetime:
    """A moment in UTC: an age before `now`, a date's start, or an ISO time, UTC unless it says.

    Raises UsageError, which names the option.
    """
    try:
        if age := AGE.fullmatch(said.strip()):
            return now - timedelta(**{UNITS[age[2]]: int(age[1])})
        given = datetime.fromisoformat(said.strip())
        return (given if given.tzinfo else given.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{option}: {said[:80]!r} is no time; {FORMS}") from None
