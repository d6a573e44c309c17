"""Bytes of a tool list become tools; digests are RFC 8785's; what is no tool is kept."""

import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.tool import Malformed, Tool
from catalog.reading import digest, parse_json, read_tool, read_tools

NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_digest_is_sha256_over_rfc_8785(value: object) -> None:
    expected = hashlib.sha256(rfc8785.dumps(value)).hexdigest()  # type: ignore[arg-type]
    assert digest(value) == (f"sha256:{expected}", True)


@given(JSON)
def test_every_value_survives_parsing(value: object) -> None:
    assert parse_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "value",
    [2**53 + 1, 10**400, "\ud800", {"a": float("nan")}, {"\udfff": 1}],
    ids=["beyond 2^53", "huge", "lone surrogate", "NaN", "surrogate name"],
)
def test_where_rfc_8785_does_not_apply_the_digest_says_so(value: object) -> None:
    text, canonical = digest(value)
    assert text.startswith("sha256-raw:")
    assert not canonical


@pytest.mark.parametrize(
    "text",
    [
        r'"\ud800"',
        "12345678901234567890",
        '{"a": 12345678901234567890123}',
        '{"a" :\n-12345678901234567890123}',
        "[1, 1e400]",
        "NaN",
        "1e400",
    ],
)
def test_odd_json_is_kept_as_it_came(text: str) -> None:
    value = parse_json(text.encode())
    assert repr(value) == repr(json.loads(text))


def test_two_names_apart_only_in_utf16_order_have_one_digest_whatever_their_order() -> None:
    assert digest({"\U0001f600": 1, "\ufb01": 2}) == digest({"\ufb01": 2, "\U0001f600": 1})


def test_unknown_fields_are_kept() -> None:
    tool = read_tool({"name": "t", "x-vendor": {"a": [1]}})
    assert isinstance(tool, Tool)
    assert tool.definition["x-vendor"] == {"a": [1]}


def test_a_field_of_the_wrong_type_is_a_warning_not_a_loss() -> None:
    tool = read_tool({"name": "t", "description": 7, "inputSchema": True})
    assert isinstance(tool, Tool)
    assert tool.description is None
    assert tool.warnings == (
        "description is a number, not a string",
        "inputSchema is a boolean, not an object",
    )
    assert tool.definition["description"] == 7


def test_a_bad_entry_never_loses_its_neighbours() -> None:
    tools, malformed = read_tools([{"name": "a"}, 7, {"name": ""}, {}, {"name": "b"}])
    assert [tool.name for tool in tools] == ["a", "b"]
    assert [(each.position, each.reason) for each in malformed] == [
        (1, "is a number, not an object"),
        (2, "has no name"),
        (3, "has no name"),
    ]


@pytest.mark.parametrize("levels", [300, 970, 100_000])
@pytest.mark.parametrize("beside", [None, 2**70], ids=["plain", "with a long integer"])
def test_a_definition_nested_too_deeply_is_malformed_not_a_crash(
    levels: int, beside: int | None
) -> None:
    deep: object = []
    for _ in range(levels):
        deep = [deep]
    entry = read_tool({"name": "t", "beside": beside, "inputSchema": deep})
    assert isinstance(entry, Malformed)
    assert entry.reason == "is nested too deeply to be read"


@given(JSON)
def test_any_json_is_a_tool_or_malformed(value: object) -> None:
    assert isinstance(read_tool(value), Tool | Malformed)
