"""What zod's methods change of a schema."""

from collections.abc import Callable, Mapping, Sequence

from crawler.introspection.source.javascript.zod_words import Json
from crawler.introspection.source.values import UNKNOWN, Blurred, Value


def unchanged(schema: Json, _: Sequence[Value]) -> Json:
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


CHANGES: Mapping[str, Callable[[Json, Sequence[Value]], Json]] = {
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
