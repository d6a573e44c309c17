"""A tool's input schema → its parameters. The schema is a stranger's: any JSON at all."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from catalog.model.classification import Finding
from catalog.model.definition import Parameter
from catalog.model.tool import Tool
from catalog.taxonomy import Effect, Trait
from classifier.reading import escape
from classifier.schema import Placed, alternatives, is_plain
from publisher.excerpt import NAME, TEXT, cut
from publisher.pointers import spot_of

MOST = 100
"""Parameters shown on a page."""

COUNTED = 1_000
"""Parameters looked at, shown or not."""

CHOICES = 20
"""Values of an enum shown for a parameter."""

DEPTH = 3
"""Levels of nesting that are looked into, and that a type is put in words to."""

Said = Mapping[str, tuple[Effect | Trait, ...]]
"""By the pointer to a parameter, what the findings in it say."""


class Found(NamedTuple):
    """One property of a schema, with the way to it as a page shows it and as a pointer."""

    name: str
    pointer: str
    schema: Any
    required: bool
    depth: int


class Parameters(NamedTuple):
    """Those shown, outer ones first where there are too many; and how many there are more."""

    shown: tuple[Parameter, ...]
    more: int


def parameters(tool: Tool, findings: Sequence[Finding] = ()) -> Parameters:
    """The first MOST parameters, in the schema's order, with what each adds to the verdict."""
    found: dict[str, list[Found]] = defaultdict(list)
    for each in islice(_within(tool.input_schema, "inputSchema", tool, "", 1), COUNTED):
        found[each.name].append(each)
    outer = sorted(found, key=lambda name: found[name][0].depth)[:MOST]
    said, kept = _said(findings), set(outer)
    shown = tuple(_parameter(each, said) for name, each in found.items() if name in kept)
    return Parameters(shown, len(found) - len(shown))


def _said(findings: Sequence[Finding]) -> Said:
    said: dict[str, tuple[Effect | Trait, ...]] = {}
    for each in findings:
        if spot := spot_of(each.field):
            said[spot.pointer] = (*said.get(spot.pointer, ()), each.says)
    return said


def _within(schema: Any, pointer: str, tool: Tool, way: str, depth: int) -> Iterator[Found]:
    """The properties of a schema, each followed by its own."""
    for opened, place in _opened(schema, pointer, tool):
        required = _required(opened)
        for name, inner in _properties(opened).items():
            at, shown = f"{place}/properties/{escape(name)}", way + name
            yield Found(shown, at, inner, name in required, depth)
            if depth < DEPTH:
                yield from _within(inner, at, tool, f"{shown}.", depth + 1)
        items = opened.get("items")
        if way and not way.endswith("[].") and isinstance(items, dict):
            yield from _within(items, f"{place}/items", tool, f"{way.removesuffix('.')}[].", depth)


def _opened(schema: Any, pointer: str, tool: Tool) -> Sequence[Placed]:
    if not isinstance(schema, dict):
        return ()
    if is_plain(schema):
        return ((schema, pointer),)
    return alternatives(schema, pointer, tool.input_schema, "inputSchema")


def _parameter(found: Sequence[Found], said: Said) -> Parameter:
    """What is said of one parameter, which several alternatives of its schema may describe."""
    first = found[0]
    description, default = _member(first.schema, "description"), _member(first.schema, "default")
    form = _member(first.schema, "format")
    choices = _choices(first.schema)
    says = (word for each in found for word in said.get(each.pointer, ()))
    return Parameter.known(
        name=cut(first.name, NAME),
        type=cut(type_of(first.schema), TEXT),
        required=first.required,
        description=cut(description, TEXT) if isinstance(description, str) else "",
        choices=tuple(cut(_literal(each), NAME) for each in choices[:CHOICES]),
        more_choices=max(0, len(choices) - CHOICES),
        default=None if default is None else cut(_literal(default), NAME),
        format=cut(form, NAME) if isinstance(form, str) else None,
        says=tuple(dict.fromkeys(says)),
    )


def _choices(schema: Any) -> list[Any]:
    choices = _member(schema, "enum")
    return choices if isinstance(choices, list) else []


def type_of(schema: Any, depth: int = DEPTH) -> str:
    """A schema's type in a word or a few: `string`, `integer or null`, `array of string`."""
    said = _member(schema, "type")
    if said == "array" and depth:
        return f"array of {type_of(_member(schema, 'items'), depth - 1)}"
    names = list(_types(said)) or list(_alternatives(schema, depth)) or list(_kinds(schema))
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


KINDS = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _kinds(schema: Any) -> Iterator[str]:
    """The types of the values of an enum that names none."""
    for each in _choices(schema)[:CHOICES]:
        yield "null" if each is None else KINDS.get(type(each), "any")


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return ("{…}" if value else "{}") if isinstance(value, dict) else "[…]" if value else "[]"
    return json.dumps(value)


def _properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = schema.get("properties")
    return properties if isinstance(properties, dict) else {}


def _required(schema: Mapping[str, Any]) -> frozenset[str]:
    required = schema.get("required")
    names = required if isinstance(required, list) else []
    return frozenset(each for each in names if isinstance(each, str))


def _member(schema: Any, key: str) -> Any:
    return schema.get(key) if isinstance(schema, dict) else None
