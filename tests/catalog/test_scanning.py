"""Values are found by brackets and quotes just where a parser finds them, and never by luck."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.scanning import Broken, Scanner

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
LAYOUTS = st.sampled_from(
    [
        {},
        {"separators": (",", ":")},
        {"indent": 1},
        {"ensure_ascii": False},
        {"separators": ("\r\n,\t", " : ")},
    ]
)


def written(value: object, layout: dict[str, object]) -> bytes:
    return json.dumps(value, **layout).encode("utf-8", "surrogatepass")  # type: ignore[arg-type]  # drawn


def elements(text: bytes) -> list[bytes]:
    return [text[start:end] for start, end in Scanner(text).elements()]


@given(st.lists(JSON, max_size=5), LAYOUTS)
def test_the_elements_of_an_array_are_the_parsers(
    values: list[object], layout: dict[str, object]
) -> None:
    text = written(values, layout)
    assert [json.loads(each) for each in elements(text)] == values


@given(st.dictionaries(st.text(), JSON, max_size=5), LAYOUTS, st.text(" \t\r\n"))
def test_the_members_of_an_object_are_the_parsers(
    value: dict[str, object], layout: dict[str, object], blanks: str
) -> None:
    scanner = Scanner(f"{blanks}{written(value, layout).decode()}{blanks}".encode())
    assert scanner.opening() == b"{"
    assert [each.name for each in scanner.members()] == list(value)
    assert scanner.opening() == b""


@given(st.lists(JSON, min_size=1), st.data())
def test_a_text_cut_anywhere_gives_whole_elements_and_says_that_it_broke(
    values: list[object], data: st.DataObject
) -> None:
    text = json.dumps(values).encode()
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    found: list[bytes] = []
    with pytest.raises(Broken) as raised:
        found.extend(cut[start:end] for start, end in Scanner(cut).elements())
    assert [json.loads(each) for each in found] == values[: len(found)]
    assert raised.value.at <= len(cut)


@given(st.binary(max_size=60))
def test_any_bytes_are_gone_over_or_broken(text: bytes) -> None:
    for go in (Scanner.elements, Scanner.members):
        scanner = Scanner(b"[" + text)
        try:
            list(go(scanner))
        except Broken:
            continue
        assert 1 < scanner.at <= len(text) + 1


@pytest.mark.parametrize("levels", [1, 6, 7, 8, 1_000, 100_000])
def test_depth_is_no_matter(levels: int) -> None:
    deep = b'{"a":[' * levels + b"7" + b"]}" * levels
    assert elements(b"[1," + deep + b" ,2]") == [b"1", deep + b" ", b"2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"[]", []),
        (b"[ ]", []),
        (b"[7,]", [b"7", b""]),
        (b"[,]", [b"", b""]),
        (b"[nope, 7]", [b"nope", b"7"]),
        (b'["]", "\\"]", "\\\\"]', [b'"]"', b'"\\"]"', b'"\\\\"']),
        (b'[{"a": 1} {"b": 2}, 7]', [b'{"a": 1} {"b": 2}', b"7"]),
        (b"[{], 7]", [b"{]", b"7"]),
    ],
)
def test_what_is_no_json_stays_within_its_element(text: bytes, found: list[bytes]) -> None:
    assert elements(text) == found


def test_a_value_can_be_gone_over_by_who_asked() -> None:
    scanner = Scanner(b'{"a": [1, 2], "b": [3], "c": 4}')
    read = {
        name: [scanner.text[start:end] for start, end in scanner.elements()]
        for name, opening in scanner.members()
        if name == "b" and opening == b"["
    }
    assert read == {"b": [b"3"]}
