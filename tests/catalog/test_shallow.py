"""What is nested too deeply is cut away; nothing else of a text is changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reading import parse_json
from catalog.shallow import LEVELS, shallow

JSON = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
BRACKETS = st.text('[]{}",:\\\\a ', max_size=40)


def wrapped(inner: str, levels: int) -> bytes:
    return b"[" * levels + inner.encode() + b"]" * levels


@given(JSON)
def test_what_is_not_deep_stays_byte_for_byte(value: object) -> None:
    text = json.dumps(value).encode()
    assert shallow(text) == text


@given(st.lists(JSON), st.integers(1, 50))
def test_what_is_too_deep_is_null(values: list[object], more: int) -> None:
    text = wrapped(json.dumps([values, "]\\"]), LEVELS - 1)
    inner = parse_json(shallow(wrapped(json.dumps([[values], [1], "]\\"]), LEVELS - 1)))
    for _ in range(LEVELS - 1):
        (inner,) = inner
    assert inner == [None, None, "]\\"]
    assert shallow(wrapped(text.decode(), more)).count(b"null") == 1


@given(BRACKETS, st.integers(0, LEVELS))
def test_what_is_broken_is_not_mended(text: str, levels: int) -> None:
    broken = wrapped(text, levels) + b"["
    with pytest.raises(ValueError, match=r".*"):
        parse_json(shallow(broken))


def test_a_million_levels_and_quotes_that_nothing_ends_take_no_quadratic_time() -> None:
    assert shallow(wrapped("1", 1_000_000)).count(b"null") == 1
    assert shallow(b'["' + b'\\"' * 1_000_000).startswith(b'["')
