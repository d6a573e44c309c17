"""Methods of lists and objects, in both languages."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from crawler.introspection.source.budget import ITEMS
from crawler.introspection.source.native_texts import joined
from crawler.introspection.source.values import UNKNOWN, Value

if TYPE_CHECKING:
    from crawler.introspection.source.evaluator import Evaluator


def listed(value: Value) -> list[Value] | None:
    """What a loop over the value runs over; None where that is unknown."""
    if isinstance(value, dict):
        return list(value)
    return value if isinstance(value, list) else None


def each_called(evaluator: "Evaluator", of: Value, target: Value) -> Value:
    over = listed(of)
    if over is None:
        return UNKNOWN
    return [_made(evaluator, target, each) for each in over[:ITEMS]]


def _made(evaluator: "Evaluator", target: Value, item: Value) -> Value:
    evaluator.budget.spend()
    return evaluator.call(target, (item,), {})


def _flat_mapped(evaluator: "Evaluator", of: Value, target: Value) -> Value:
    return flat(each_called(evaluator, of, target))


def kept(_: "Evaluator", of: Value, __: Value) -> Value:
    """Nobody knows what a filter drops."""
    return of


def _reduced(_: "Evaluator", of: Value, __: Value) -> Value:
    return flat(of) if isinstance(of, list) and any(isinstance(x, list) for x in of) else UNKNOWN


def flat(of: Value, *_: Value) -> Value:
    if not isinstance(of, list):
        return UNKNOWN
    found: list[Value] = []
    for each in of:
        found.extend(each if isinstance(each, list) else [each])
    return found[:ITEMS]


def _concatenated(of: list[Value], *more: Value) -> Value:
    return flat([of, *more])


def _found(_: "Evaluator", of: Value, __: Value) -> Value:
    return of[0] if isinstance(of, list) and len(of) == 1 else UNKNOWN


CALLED: Mapping[str, Callable[["Evaluator", Value, Value], Value]] = {
    "map": each_called,
    "flatMap": _flat_mapped,
    "filter": kept,
    "sort": kept,
    "toSorted": kept,
    "reduce": _reduced,
    "find": _found,
}


def _sliced(of: list[Value], start: Value = 0, end: Value = None) -> Value:
    if isinstance(start, int) and isinstance(end, int | None):
        return of[start:end]
    return UNKNOWN


def copied(of: Value, *_: Value) -> Value:
    return of.copy()


LISTS: Mapping[str, Callable[..., Value]] = {
    "concat": _concatenated,
    "flat": flat,
    "join": joined,
    "slice": _sliced,
    "copy": copied,
    "values": copied,
    "entries": lambda of: [[index, each] for index, each in enumerate(of)],
}


def _got(of: dict[str, Value], key: Value = None, default: Value = None) -> Value:
    return of.get(key, default) if isinstance(key, str) else UNKNOWN


OBJECTS: Mapping[str, Callable[..., Value]] = {
    "values": lambda of: list(of.values()),
    "items": lambda of: [[key, value] for key, value in of.items()],
    "keys": list,
    "get": _got,
    "copy": copied,
}
