"""A stranger's schema becomes parameters, whatever it holds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.taxonomy import Effect, Trait
from publisher.parameters import CHOICES, DEPTH, MOST, parameters, type_of
from tests.publisher.values import a_finding, a_tool

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=15,
)
KEYS = st.sampled_from(["type", "enum", "anyOf", "oneOf", "items", "description", "properties"])
ANY_SCHEMA = st.dictionaries(KEYS | st.text(max_size=5), ANY_JSON)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "array", "items": {"type": "integer"}}, "array of integer"),
        ({"type": "array"}, "array of any"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"anyOf": [{"type": "string"}, {"type": "string"}]}, "string"),
        ({"enum": ["a", 1, True, None, {}]}, "string or integer or boolean or null or any"),
        ({"type": 7}, "any"),
        (True, "any"),
        ("string", "any"),
    ],
)
def test_types_in_words(schema: Any, expected: str) -> None:
    assert type_of(schema) == expected


def test_parameters_keep_the_order_of_the_schema() -> None:
    properties = {"zeta": {"type": "string", "description": "Last."}, "alpha": {}}
    schema = {"type": "object", "properties": properties, "required": ["alpha", 7]}
    found = parameters(a_tool("t", inputSchema=schema)).shown
    assert [each.name for each in found] == ["zeta", "alpha"]
    assert [each.required for each in found] == [False, True]
    assert found[0].description == "Last."


def test_a_flood_of_parameters_is_cut_and_counted() -> None:
    tool = a_tool("t", inputSchema={"properties": {f"p{n}": {} for n in range(MOST + 7)}})
    shown, more = parameters(tool)
    assert (len(shown), more) == (MOST, 7)


def test_nested_parameters_are_shown_by_the_way_to_them_with_what_they_add() -> None:
    inner = {"properties": {"x": {"default": [], "format": "uri"}}, "required": ["x"]}
    schema = {
        "properties": {
            "a": {"properties": {"b": {"anyOf": [{"type": "array", "items": inner}]}}},
            "to": {"$ref": "#/$defs/To"},
            "mode": {"enum": [f"m{n}" for n in range(CHOICES + 3)], "default": "m1"},
        },
        "$defs": {"To": {"properties": {"url": {"type": "string", "default": None}}}},
    }
    findings = (
        a_finding(Trait.FREE_INPUT, "inputSchema/$defs/To/properties/url#", "url", "url"),
        a_finding(Effect.DELETES, "inputSchema/properties/mode/enum/2", "m2", "m2"),
    )
    found = {p.name: p for p in parameters(a_tool("t", inputSchema=schema), findings).shown}
    assert list(found) == ["a", "a.b", "a.b[].x", "to", "to.url", "mode"]
    assert (found["a.b[].x"].required, found["a.b[].x"].default) == (True, "[]")
    assert (found["a.b[].x"].format, found["to.url"].says) == ("uri", (Trait.FREE_INPUT,))
    mode = found["mode"]
    assert (len(mode.choices), mode.more_choices, mode.default) == (CHOICES, 3, "m1")
    assert mode.says == (Effect.DELETES,)


def test_where_there_are_too_many_the_outer_ones_stay() -> None:
    inner: dict[str, Any] = {"properties": {f"i{n}": {} for n in range(MOST)}}
    schema = {"properties": {"first": inner, **{f"o{n}": {} for n in range(MOST - 3)}}}
    shown, more = parameters(a_tool("t", inputSchema=schema))
    assert [each.name for each in shown][:4] == ["first", "first.i0", "first.i1", "o0"]
    assert (len(shown), more) == (MOST, MOST - 2)


def test_a_schema_that_refers_to_itself_ends() -> None:
    schema = {"properties": {"a": {"$ref": "#"}, "b": {"items": {"$ref": "#"}}}}
    shown, _ = parameters(a_tool("t", inputSchema=schema))
    assert max(each.name.count(".") for each in shown) < DEPTH


def test_a_deep_schema_ends() -> None:
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(5_000):
        deep = {"type": "array", "items": deep}
    assert type_of(deep) == "array of array of array of array"


@given(ANY_SCHEMA | ANY_JSON)
def test_any_schema_can_be_shown(schema: Any) -> None:
    for entry in ({"properties": {"p": schema}}, schema):
        shown, more = parameters(a_tool("t", inputSchema=entry))
        assert len({each.name for each in shown}) == len(shown) <= MOST
        assert more == 0
