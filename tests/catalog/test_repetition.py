"""A name given twice is told of, however it is spelled, and never where there is none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reading import parse_json
from catalog.repetition import repeated_names

LETTERS = st.text(st.sampled_from('ab":\\ \u2028é\n'), max_size=4)
"""Names that look like the ends of names."""


class Pairs(list[tuple[str, Any]]):
    """An object that may have a name twice."""


TREES = st.recursive(
    st.none() | st.integers() | LETTERS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.lists(st.tuples(LETTERS, inner), max_size=4).map(Pairs)
    ),
    max_leaves=10,
)


def written(tree: Any, colon: str, *, escape: bool) -> str:
    if isinstance(tree, Pairs):
        members = [
            f"{written(name, colon, escape=escape)}{colon}{written(value, colon, escape=escape)}"
            for name, value in tree
        ]
        return f"{{{','.join(members)}}}"
    if isinstance(tree, list):
        return f"[{','.join(written(each, colon, escape=escape) for each in tree)}]"
    if isinstance(tree, str) and escape:
        return '"' + "".join(f"\\u{ord(letter):04x}" for letter in tree) + '"'
    return json.dumps(tree)


def repeats(tree: Any) -> set[str]:
    if isinstance(tree, Pairs):
        names = [name for name, _ in tree]
        here = {name for name in names if names.count(name) > 1}
        return here.union(*(repeats(value) for _, value in tree))
    return set().union(*map(repeats, tree)) if isinstance(tree, list) else set()


@given(tree=TREES, colon=st.sampled_from([":", " : ", "\n:\t"]), escape=st.booleans())
def test_just_the_names_given_twice_are_told(tree: Any, colon: str, *, escape: bool) -> None:
    text = written(tree, colon, escape=escape).encode()
    assert set(repeated_names(text, parse_json(text))) == repeats(tree)


@pytest.mark.parametrize(
    "beside",
    [r'"\":"', r'"\u0022\u003a"', r'"\"\u003A"', r'"\" :"', "1e400", r'"\ud800"', "9" * 5_000],
)
def test_nothing_beside_it_hides_a_repetition(beside: str) -> None:
    text = f'{{"name": "get", "x": {beside}, "name": "delete"}}'.encode()
    assert repeated_names(text, parse_json(text)) == ("name",)


def test_a_hundred_thousand_names_take_no_time_to_speak_of() -> None:
    members = ",".join(f'"{number % 50_000}":1' for number in range(100_000))
    text = f"{{{members}}}".encode()
    assert len(repeated_names(text, parse_json(text))) == 50_000
