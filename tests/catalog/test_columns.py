"""Texts stand as they are wherever a database can hold them, and always come back exact."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from catalog.tables.columns import Json, Text, Utc

DIALECT = sqlite.dialect()


@given(st.text())
def test_a_text_that_databases_can_hold_stands_as_it_is(text: str) -> None:
    stored = Text().process_bind_param(text, DIALECT)
    assert stored == text or "\0" in text or text.startswith('"')
    assert Text().process_result_value(stored, DIALECT) == text


@pytest.mark.parametrize(
    "text", ["", '"', '"quoted"', '""', "a\0b", "\ud800", '"\\u0000"', "é\udfff"]
)
def test_an_odd_text_comes_back_exact_and_can_be_stored(text: str) -> None:
    stored = Text().process_bind_param(text, DIALECT)
    assert stored is not None
    assert "\0" not in stored
    stored.encode()  # would raise
    assert Text().process_result_value(stored, DIALECT) == text


def test_json_is_ascii_and_keeps_what_json_libraries_lose() -> None:
    given = {"\0": ["\ud800", 10**30, float("inf"), -0.0, 1.0]}
    stored = Json().process_bind_param(given, DIALECT)
    assert stored.isascii()
    assert repr(Json().process_result_value(stored, DIALECT)) == repr(given)


def test_a_moment_is_kept_in_utc_and_one_without_zone_refused() -> None:
    abroad = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=2)))
    assert Utc().process_bind_param(abroad, DIALECT) == abroad.astimezone(UTC)
    stored = datetime(2026, 11, 21, 10)  # noqa: DTZ001  (as SQLite gives it back)
    assert Utc().process_result_value(stored, DIALECT) == abroad
    with pytest.raises(ValueError, match="no time zone"):
        Utc().process_bind_param(stored, DIALECT)
