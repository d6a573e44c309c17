"""A stranger's schema becomes parameters, whatever it holds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.parameters import MOST, parameters, type_of
from tests.publisher.values import a_tool

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
