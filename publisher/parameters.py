"""A tool's input schema → its parameters. The schema is a stranger's: any JSON at all."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.model.page import Parameter
from catalog.model.tool import Tool
from publisher.excerpt import NAME, TEXT, cut

MOST = 100
"""Parameters shown on a page."""

CHOICES = 12
"""Values of an enum shown for a parameter."""

DEPTH = 3
"""Levels of a nested type that are put in words."""


def parameters(tool: Tool) -> tuple[Parameter, ...]:
    """The first MOST top-level parameters, in the schema's order."""
    required = _required(tool)
    shown = list(_properties(tool).items())[:MOST]
    return tuple(_parameter(name, schema, name in required) for name, schema in shown)


def parameter_count(tool: Tool) -> int:
    """How many top-level parameters the schema has, shown or not."""
    return len(_properties(tool))


def _parameter(name: str, schema: Any, required: bool) -> Parameter:  # noqa: FBT001 - a column
    description = _member(schema, "description")
    return Parameter(
        name=cut(name, NAME),
        type=cut(type_of(schema), TEXT),
        required=required,
        description=cut(description, TEXT) if isinstance(description, str) else "",
    )


def type_of(schema: Any, depth: int = DEPTH) -> str:
    """A schema's type in a word or a few: `string`, `integer or null`, `array of string`."""
    choices = _member(schema, "enum")
    if isinstance(choices, list) and choices:
        return _one_of(choices)
    said = _member(schema, "type")
    if said == "array" and depth:
        return f"array of {type_of(_member(schema, 'items'), depth - 1)}"
    names = list(_types(said)) or list(_alternatives(schema, depth))
    return " or ".join(dict.fromkeys(names)) or "any"


def _types(said: Any) -> Iterator[str]:
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, str):
            yield each


def _alternatives(schema: Any, depth: int) -> Iterator[str]:
    for key in ("anyOf", "oneOf") if depth else ():
        members = _member(schema, key)
        for each in members[:CHOICES] if isinstance(members, list) else []:
            yield type_of(each, depth - 1)


def _one_of(choices: list[Any]) -> str:
    more = " …" if len(choices) > CHOICES else ""
    return "one of " + ", ".join(_literal(each) for each in choices[:CHOICES]) + more


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "…" if isinstance(value, dict | list) else json.dumps(value)


def _properties(tool: Tool) -> Mapping[str, Any]:
    properties = _member(tool.input_schema, "properties")
    return properties if isinstance(properties, dict) else {}


def _required(tool: Tool) -> frozenset[str]:
    required = _member(tool.input_schema, "required")
    names = required if isinstance(required, list) else []
    return frozenset(each for each in names if isinstance(each, str))


def _member(schema: Any, key: str) -> Any:
    return schema.get(key) if isinstance(schema, dict) else None
