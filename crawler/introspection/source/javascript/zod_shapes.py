"""The fields of zod's objects, as their methods change them. https://zod.dev/api#objects"""

from collections.abc import Callable, Mapping, Sequence

from crawler.introspection.source.javascript.zod_words import BUILDERS, CHANGED, NESTED, OPTIONAL
from crawler.introspection.source.values import UNKNOWN, Applied, Selected, Value, last_name


def shape_of(value: Value) -> dict[str, Value] | None:
    """The fields of an object's schema; None for any other value."""
    return shape(value, 0)


def is_schema(value: Value) -> bool:
    """Whether it is made by one of zod's methods."""
    return isinstance(value, Applied) and last_name(value.callee) in BUILDERS


def is_optional(value: Value) -> bool:
    for _ in range(NESTED):
        if not isinstance(value, Applied):
            return False
        if last_name(value.callee) in OPTIONAL:
            return True
        value = inner(value)
    return False


def inner(value: Applied) -> Value:
    """What a method changes: what it is called on, else its first argument."""
    of = value.callee.of if isinstance(value.callee, Selected) else UNKNOWN
    if is_schema(of) or not value.arguments:
        return of
    name = last_name(value.callee)
    return value.arguments[1 if name == "preprocess" and len(value.arguments) > 1 else 0]


def shape(value: Value, depth: int) -> dict[str, Value] | None:
    if isinstance(value, Selected) and value.name == "shape":
        return shape(value.of, depth + 1)
    if not isinstance(value, Applied) or depth > NESTED:
        return None
    name = last_name(value.callee)
    if name in ("object", "strictObject", "looseObject"):
        first: Value = next(iter(value.arguments), {})
        return first if isinstance(first, dict) else shape(first, depth + 1)
    if name not in CHANGED:
        return None
    base = shape(inner(value), depth + 1)
    return None if base is None else RESHAPING.get(name, _same)(base, value.arguments, depth + 1)


def _same(base: dict[str, Value], _: Sequence[Value], __: int) -> dict[str, Value]:
    return base


def _extended(base: dict[str, Value], arguments: Sequence[Value], depth: int) -> dict[str, Value]:
    more: Value = next(iter(arguments), {})
    fields = more if isinstance(more, dict) else shape(more, depth)
    return base | (fields or {})


def _picked(base: dict[str, Value], arguments: Sequence[Value], _: int) -> dict[str, Value]:
    keys = next(iter(arguments), None)
    return {k: v for k, v in base.items() if k in keys} if isinstance(keys, dict) else base


def _omitted(base: dict[str, Value], arguments: Sequence[Value], _: int) -> dict[str, Value]:
    keys = next(iter(arguments), None)
    return {k: v for k, v in base.items() if k not in keys} if isinstance(keys, dict) else base


def _made_optional(base: dict[str, Value], _: Sequence[Value], __: int) -> dict[str, Value]:
    return {k: Applied(Selected(v, "optional")) if is_schema(v) else v for k, v in base.items()}


RESHAPING: Mapping[str, Callable[[dict[str, Value], Sequence[Value], int], dict[str, Value]]] = {
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
