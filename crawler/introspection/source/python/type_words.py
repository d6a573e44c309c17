"""Python's types and pydantic's fields by their names, in the words of JSON Schema."""

from collections.abc import Mapping
from typing import Any

from crawler.introspection.source.draft import plain
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    ClassValue,
    External,
    Instance,
    Selected,
    Value,
    last_name,
)

Json = dict[str, Any]

SIMPLE: Mapping[str, Json] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "Decimal": {"type": "number"},
    "bool": {"type": "boolean"},
    "None": {"type": "null"},
    "bytes": {"type": "string", "format": "binary"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "Path": {"type": "string", "format": "path"},
    "UUID": {"type": "string", "format": "uuid"},
    "AnyUrl": {"type": "string", "format": "uri"},
    "HttpUrl": {"type": "string", "format": "uri"},
}
LISTS = {"list", "List", "Sequence", "Iterable", "set", "Set", "frozenset", "tuple", "Tuple"}
MAPS = {"dict", "Dict", "Mapping", "MutableMapping"}
BOUNDS = {
    "description": "description", "title": "title", "ge": "minimum", "le": "maximum",
    "gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "pattern": "pattern",
    "min_length": "minLength", "max_length": "maxLength", "examples": "examples",
}  # fmt: skip
"""What a Field says, in the words of a schema."""

GIVEN = ("Context", "Depends", "CurrentContext", "Request")
"""Types and defaults of parameters that the framework fills; no client sees them."""


def simple(name: str) -> Json:
    if name in LISTS:
        return {"type": "array", "items": {}}
    if name in MAPS:
        return {"type": "object", "additionalProperties": True}
    return dict(SIMPLE.get(name, {}))


def names_given(value: Value) -> bool:
    if isinstance(value, Applied):
        parts = (value.callee, *value.arguments)
        inner = [x for each in parts for x in (each if isinstance(each, list) else [each])]
        return any(names_given(each) for each in inner)
    if isinstance(value, Instance):
        return value.of.definition.name in GIVEN
    return isinstance(value, External | ClassValue | Selected) and last_name(value) in GIVEN


def is_field(value: Value) -> bool:
    return isinstance(value, Applied) and last_name(value.callee) in ("Field", "Query", "Param")


def with_default(schema: Json, value: Value) -> Json:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        given = plain(value, lambda _: UNKNOWN)
        return {**schema, "default": given}
    return schema


def object_of(properties: Json, required: list[str]) -> Json:
    found: Json = {"type": "object", "properties": properties}
    return found | ({"required": required} if required else {})
