"""An age, a date or a time is a moment in UTC; anything else is one clear line."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import UsageError
from cli.moments import moment

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12h", NOW - timedelta(hours=12)),
        (" 7d ", NOW - timedelta(days=7)),
        ("4w", NOW - timedelta(weeks=4)),
        ("0d", NOW),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T08:30", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T08:30:00+02:00", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)),
        ("2026-11-20 08:30Z", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_word_for_a_time_is_a_moment(said: str, meant: datetime) -> None:
    assert moment(said, "--since", NOW) == meant


@given(st.text() | st.from_regex(r"[0-9]{0,9}[a-z]?", fullmatch=True))
def test_any_other_word_is_refused(said: str) -> None:
    try:
        assert moment(said, "--since", NOW).tzinfo is UTC
    except UsageError as error:
        assert str(error).startswith("--since: ")
