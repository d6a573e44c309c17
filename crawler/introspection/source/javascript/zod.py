"""Schemas of zod → JSON Schema. They are read by the names of zod's methods alone, so that it
does not matter where a bundler has put zod. https://zod.dev/json-schema
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crawler.introspection.source.javascript.zod_changes import CHANGES, unchanged
from crawler.introspection.source.javascript.zod_shapes import (
    RESHAPING,
    inner,
    is_optional,
    is_schema,
    shape,
)
from crawler.introspection.source.javascript.zod_words import (
    BUILDERS,
    CHANGED,
    CONVERTERS,
    NESTED,
    PLAIN,
    Json,
)
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Selected,
    Unknown,
    Value,
    last_name,
)


def read(value: Value) -> Any:
    """A schema as JSON Schema; UNKNOWN for what is none."""
    return _read(value, 0)


def object_of(fields: Mapping[str, Value]) -> Json:
    """The schema of an object with these fields."""
    return _object(fields, 0)


def _object(fields: Mapping[str, Value], depth: int) -> Json:
    properties: Json = {}
    required = []
    for name, value in fields.items():
        schema = _read(value, depth + 1)
        properties[name] = {} if isinstance(schema, Unknown) else schema
        if is_schema(value) and not is_optional(value):
            required.append(name)
    found: Json = {"type": "object", "properties": properties}
    return found | ({"required": required} if required else {})


def _read(value: Value, depth: int) -> Any:
    if not isinstance(value, Applied) or depth > NESTED:
        return UNKNOWN
    name = last_name(value.callee)
    of = value.callee.of if isinstance(value.callee, Selected) else UNKNOWN
    first = next(iter(value.arguments), UNKNOWN)
    if name in CONVERTERS or (name not in BUILDERS and is_schema(first)):
        return _read(first, depth + 1)
    return _changed(value, name, of, depth) if is_schema(of) else _made(value, name, depth)


def _made(value: Applied, name: str, depth: int) -> Any:
    """What one of zod's functions makes: `z.string()`, `z.optional(…)`."""
    if name in _MAKERS:
        return _MAKERS[name](value.arguments, depth + 1)
    if name in PLAIN:
        return dict(PLAIN[name])
    if name in CHANGED and value.arguments:
        return CHANGES.get(name, unchanged)(_known(_read(inner(value), depth + 1)), ())
    return {} if name == "lazy" else UNKNOWN


def _changed(value: Applied, name: str, of: Value, depth: int) -> Any:
    """What a method makes of a schema."""
    if name == "array":
        return {"type": "array", "items": _known(_read(of, depth + 1))}
    fields = shape(value, depth) if name in RESHAPING else None
    if fields is not None:
        return _object(fields, depth + 1)
    return CHANGES.get(name, unchanged)(_known(_read(of, depth + 1)), value.arguments)


def _known(schema: Any) -> Json:
    return schema if isinstance(schema, dict) else {}


def _made_object(arguments: Sequence[Value], depth: int) -> Json:
    first: Value = next(iter(arguments), {})
    fields = first if isinstance(first, dict) else shape(first, depth)
    return _object(fields or {}, depth)


def _made_array(arguments: Sequence[Value], depth: int) -> Json:
    return {"type": "array", "items": _known(_read(next(iter(arguments), UNKNOWN), depth))}


def _made_enum(arguments: Sequence[Value], _: int) -> Json:
    first = next(iter(arguments), UNKNOWN)
    values = list(first.values()) if isinstance(first, dict) else first
    plain = (
        [each for each in values if isinstance(each, str | int)] if isinstance(values, list) else []
    )
    return {"type": "string", "enum": plain} if plain else {"type": "string"}


def _made_literal(arguments: Sequence[Value], _: int) -> Json:
    first = next(iter(arguments), UNKNOWN)
    return {"const": first} if first is None or isinstance(first, str | int | float) else {}


def _made_union(arguments: Sequence[Value], depth: int) -> Json:
    options = next((each for each in arguments if isinstance(each, list)), [])
    return {"anyOf": [_known(_read(each, depth)) for each in options]}


def _made_record(arguments: Sequence[Value], depth: int) -> Json:
    values = arguments[-1] if arguments else UNKNOWN
    return {"type": "object", "additionalProperties": _known(_read(values, depth))}


def _made_tuple(_: Sequence[Value], __: int) -> Json:
    return {"type": "array", "items": {}}


_MAKERS: Mapping[str, Callable[[Sequence[Value], int], Json]] = {
    "object": _made_object,
    "strictObject": _made_object,
    "looseObject": _made_object,
    "array": _made_array,
    "enum": _made_enum,
    "nativeEnum": _made_enum,
    "literal": _made_literal,
    "union": _made_union,
    "discriminatedUnion": _made_union,
    "record": _made_record,
    "tuple": _made_tuple,
}
