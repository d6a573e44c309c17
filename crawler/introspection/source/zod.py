"""Schemas of zod → JSON Schema. They are read by the names of zod's methods alone, so that it
does not matter where a bundler has put zod. https://zod.dev/json-schema
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Blurred,
    Selected,
    Unknown,
    Value,
    last_name,
)

NESTED = 40
"""Schemas and methods within one another."""

Json = dict[str, Any]

PLAIN: Mapping[str, Json] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "int": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "bigint": {"type": "integer"},
    "date": {"type": "string", "format": "date-time"},
    "null": {"type": "null"},
    "any": {},
    "unknown": {},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "uuid": {"type": "string", "format": "uuid"},
    "iso": {"type": "string"},
}
MADE = frozenset(
    "object strictObject looseObject array enum nativeEnum literal union discriminatedUnion record tuple".split()
)
"""Functions that make a schema of what they are given."""

CHANGED = frozenset(
    "optional nullable nullish default prefault describe meta min max gte lte gt lt int positive "
    "nonnegative nonempty length regex extend safeExtend merge pick omit partial required passthrough "
    "strict strip catchall refine superRefine transform pipe brand readonly catch or and "
    "preprocess lazy coerce multipleOf finite safe datetime startsWith endsWith".split()
)
"""Methods that change one, or wrap it."""

CONVERTERS = frozenset({"zodToJsonSchema", "toJSONSchema", "toJsonSchema", "zodToJSONSchema"})

BUILDERS = frozenset(PLAIN) - {"iso"} | MADE | CHANGED | CONVERTERS

OPTIONAL = frozenset({"optional", "nullish", "default", "prefault", "catch"})


def read(value: Value) -> Any:
    """A schema as JSON Schema; UNKNOWN for what is none."""
    return _read(value, 0)


def shape_of(value: Value) -> dict[str, Value] | None:
    """The fields of an object's schema; None for any other value."""
    return _shape(value, 0)


def is_schema(value: Value) -> bool:
    """Whether it is made by one of zod's methods."""
    return isinstance(value, Applied) and last_name(value.callee) in BUILDERS


def object_of(fields: Mapping[str, Value]) -> Json:
    """The schema of an object with these fields."""
    return _object(fields, 0)


def _object(fields: Mapping[str, Value], depth: int) -> Json:
    properties: Json = {}
    required = []
    for name, value in fields.items():
        schema = _read(value, depth + 1)
        properties[name] = {} if isinstance(schema, Unknown) else schema
        if is_schema(value) and not _is_optional(value):
            required.append(name)
    found: Json = {"type": "object", "properties": properties}
    return found | ({"required": required} if required else {})


def _is_optional(value: Value) -> bool:
    for _ in range(NESTED):
        if not isinstance(value, Applied):
            return False
        if last_name(value.callee) in OPTIONAL:
            return True
        value = _inner(value)
    return False


def _inner(value: Applied) -> Value:
    """What a method changes: what it is called on, else its first argument."""
    of = value.callee.of if isinstance(value.callee, Selected) else UNKNOWN
    if is_schema(of) or not value.arguments:
        return of
    name = last_name(value.callee)
    return value.arguments[1 if name == "preprocess" and len(value.arguments) > 1 else 0]


def _read(value: Value, depth: int) -> Any:
    if not isinstance(value, Applied) or depth > NESTED:
        return UNKNOWN
    name = last_name(value.callee)
    of = value.callee.of if isinstance(value.callee, Selected) else UNKNOWN
    if name in CONVERTERS:
        return _read(next(iter(value.arguments), UNKNOWN), depth + 1)
    if name == "lazy":
        return {}
    if name in _MAKERS and not (name == "array" and is_schema(of)):
        return _MAKERS[name](value.arguments, depth + 1)
    if name in PLAIN and not is_schema(of):
        return dict(PLAIN[name])
    fields = _shape(value, depth)
    if fields is not None and name in _RESHAPING:
        return _object(fields, depth + 1)
    if name == "array":
        return {"type": "array", "items": _known(_read(of, depth + 1))}
    if name in CHANGED or name in PLAIN:
        inner = _known(_read(_inner(value), depth + 1))
        return _CHANGES.get(name, _unchanged)(inner, value.arguments)
    return UNKNOWN


def _known(schema: Any) -> Json:
    return schema if isinstance(schema, dict) else {}


def _shape(value: Value, depth: int) -> dict[str, Value] | None:
    if isinstance(value, Selected) and value.name == "shape":
        return _shape(value.of, depth + 1)
    if not isinstance(value, Applied) or depth > NESTED:
        return None
    name = last_name(value.callee)
    if name in ("object", "strictObject", "looseObject"):
        first = next(iter(value.arguments), {})
        return first if isinstance(first, dict) else _shape(first, depth + 1)
    if name not in CHANGED:
        return None
    base = _shape(_inner(value), depth + 1)
    return None if base is None else _RESHAPING.get(name, _same)(base, value.arguments, depth + 1)


def _same(base: dict[str, Value], _: Sequence[Value], __: int) -> dict[str, Value]:
    return base


def _extended(base: dict[str, Value], arguments: Sequence[Value], depth: int) -> dict[str, Value]:
    more = next(iter(arguments), {})
    fields = more if isinstance(more, dict) else _shape(more, depth)
    return base | (fields or {})


def _picked(base: dict[str, Value], arguments: Sequence[Value], _: int) -> dict[str, Value]:
    keys = next(iter(arguments), None)
    return {k: v for k, v in base.items() if k in keys} if isinstance(keys, dict) else base


def _omitted(base: dict[str, Value], arguments: Sequence[Value], _: int) -> dict[str, Value]:
    keys = next(iter(arguments), None)
    return {k: v for k, v in base.items() if k not in keys} if isinstance(keys, dict) else base


def _made_optional(base: dict[str, Value], _: Sequence[Value], __: int) -> dict[str, Value]:
    return {k: Applied(Selected(v, "optional")) if is_schema(v) else v for k, v in base.items()}


_RESHAPING: Mapping[str, Callable[[dict[str, Value], Sequence[Value], int], dict[str, Value]]] = {
    "extend": _extended,
    "safeExtend": _extended,
    "merge": _extended,
    "and": _extended,
    "pick": _picked,
    "omit": _omitted,
    "partial": _made_optional,
    "required": _same,
    "strict": _same,
    "passthrough": _same,
}


def _made_object(arguments: Sequence[Value], depth: int) -> Json:
    first = next(iter(arguments), {})
    fields = first if isinstance(first, dict) else _shape(first, depth)
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


def _unchanged(schema: Json, _: Sequence[Value]) -> Json:
    return schema


def _described(schema: Json, arguments: Sequence[Value]) -> Json:
    first = next(iter(arguments), UNKNOWN)
    said = first.get("description") if isinstance(first, dict) else first
    if not isinstance(said, str):
        return schema
    return {**schema, "description": str(said) if isinstance(said, Blurred) else said}


def _nullable(schema: Json, _: Sequence[Value]) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _defaulted(schema: Json, arguments: Sequence[Value]) -> Json:
    first = next(iter(arguments), UNKNOWN)
    return {**schema, "default": first} if isinstance(first, str | int | float | bool) else schema


def _bounded(numbers: str, texts: str) -> Callable[[Json, Sequence[Value]], Json]:
    def bound(schema: Json, arguments: Sequence[Value]) -> Json:
        first = next(iter(arguments), UNKNOWN)
        if not isinstance(first, int | float):
            return schema
        lists = texts.replace("Length", "Items")
        word = {"string": texts, "array": lists}.get(schema.get("type", ""), numbers)
        return {**schema, word: first}

    return bound


def _whole(schema: Json, _: Sequence[Value]) -> Json:
    return {**schema, "type": "integer"}


_CHANGES: Mapping[str, Callable[[Json, Sequence[Value]], Json]] = {
    "describe": _described,
    "meta": _described,
    "nullable": _nullable,
    "nullish": _nullable,
    "default": _defaulted,
    "min": _bounded("minimum", "minLength"),
    "gte": _bounded("minimum", "minLength"),
    "max": _bounded("maximum", "maxLength"),
    "lte": _bounded("maximum", "maxLength"),
    "int": _whole,
}
