"""What the languages' own functions and methods give: those that tool lists are made with."""

import inspect
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from crawler.introspection.source.budget import CHARACTERS, ITEMS
from crawler.introspection.source.values import (
    UNKNOWN,
    Blurred,
    External,
    Selected,
    Value,
    is_text,
    last_name,
)

if TYPE_CHECKING:
    from crawler.introspection.source.evaluator import Evaluator

Arguments = Sequence[Value]


def listed(value: Value) -> list[Value] | None:
    """What a loop over the value runs over; None where that is unknown."""
    if isinstance(value, dict):
        return list(value)
    return value if isinstance(value, list) else None


def selected(of: Value, name: str) -> Value:
    """A member by its name alone."""
    return External(f"{of.path}.{name}") if isinstance(of, External) else Selected(of, name)


def rest(of: Value, key: Value) -> Value:
    """What is left of a list from an index on, or of an object without some keys."""
    if isinstance(of, list) and isinstance(key, int):
        return of[key:]
    if isinstance(of, dict) and isinstance(key, list):
        return {name: value for name, value in of.items() if name not in key}
    return UNKNOWN


def function(
    evaluator: "Evaluator", target: Value, arguments: Arguments, named: Mapping[str, Value]
) -> Value | None:
    """What a function of the language gives; None for any other."""
    name = target.path if isinstance(target, External) else ""
    known = _FUNCTIONS.get(name.rpartition(".")[2] if name.startswith(_LIBRARIES) else name)
    if known is not None and arguments:
        if name in _OPENING:
            arguments = [evaluator.opened(arguments[0]), *arguments[1:]]
        return _run(known, *arguments)
    if name == "map" and len(arguments) > 1:
        return _each_called(evaluator, arguments[1], arguments[0])
    if name == "dict":
        return {**(arguments[0] if arguments and isinstance(arguments[0], dict) else {}), **named}
    if last_name(target) in _SAME and arguments and isinstance(target, External):
        return arguments[0]
    return None


def method(
    evaluator: "Evaluator", of: Value, name: str, arguments: Arguments, named: Mapping[str, Value]
) -> Value | None:
    """What a method of a text, a list or an object gives; None for any other."""
    if isinstance(of, External):
        return function(evaluator, External(f"{of.path}.{name}"), arguments, named)
    if isinstance(of, str) and name in _TEXTS:
        return _on_text(of, name, arguments, named)
    if isinstance(of, list) and name in _CALLED:
        return _CALLED[name](evaluator, of, arguments[0] if arguments else UNKNOWN)
    if isinstance(of, list) and name in _LISTS:
        return _run(_LISTS[name], of, *arguments)
    if isinstance(of, dict) and name in _OBJECTS and name not in of:
        return _run(_OBJECTS[name], of, *arguments)
    return None


def _run(known: Callable[..., Value], *arguments: Value) -> Value:
    try:
        return known(*arguments)
    except (TypeError, ValueError):  # called with what it does not take: it would raise there, too
        return UNKNOWN


def _each_called(evaluator: "Evaluator", of: Value, target: Value) -> Value:
    over = listed(of)
    if over is None:
        return UNKNOWN
    return [_made(evaluator, target, each) for each in over[:ITEMS]]


def _made(evaluator: "Evaluator", target: Value, item: Value) -> Value:
    evaluator.budget.spend()
    return evaluator.call(target, (item,), {})


def _flat_mapped(evaluator: "Evaluator", of: Value, target: Value) -> Value:
    return _flat(_each_called(evaluator, of, target))


def _kept(_: "Evaluator", of: Value, __: Value) -> Value:
    """Nobody knows what a filter drops."""
    return of


def _reduced(_: "Evaluator", of: Value, __: Value) -> Value:
    return _flat(of) if isinstance(of, list) and any(isinstance(x, list) for x in of) else UNKNOWN


def _flat(of: Value, *_: Value) -> Value:
    if not isinstance(of, list):
        return UNKNOWN
    found: list[Value] = []
    for each in of:
        found.extend(each if isinstance(each, list) else [each])
    return found[:ITEMS]


def _concatenated(of: list[Value], *more: Value) -> Value:
    return _flat([of, *more])


def _found(_: "Evaluator", of: Value, __: Value) -> Value:
    return of[0] if isinstance(of, list) and len(of) == 1 else UNKNOWN


_CALLED: Mapping[str, Callable[["Evaluator", Value, Value], Value]] = {
    "map": _each_called,
    "flatMap": _flat_mapped,
    "filter": _kept,
    "sort": _kept,
    "toSorted": _kept,
    "reduce": _reduced,
    "find": _found,
}


def _joined(of: list[Value], by: Value = ",") -> Value:
    if not is_text(by) or len(of) * len(by) > CHARACTERS:
        return UNKNOWN
    text = by.join(str(each) if isinstance(each, str | int) else "…" for each in of)
    sure = all(is_text(each) or isinstance(each, int) for each in of)
    return text[:CHARACTERS] if sure else Blurred(text[:CHARACTERS])


def _sliced(of: list[Value], start: Value = 0, end: Value = None) -> Value:
    if isinstance(start, int) and isinstance(end, int | None):
        return of[start:end]
    return UNKNOWN


def _copied(of: Value, *_: Value) -> Value:
    return of.copy()


_LISTS: Mapping[str, Callable[..., Value]] = {
    "concat": _concatenated,
    "flat": _flat,
    "join": _joined,
    "slice": _sliced,
    "copy": _copied,
    "values": _copied,
    "entries": lambda of: [[index, each] for index, each in enumerate(of)],
}


def _got(of: dict[str, Value], key: Value = None, default: Value = None) -> Value:
    return of.get(key, default) if isinstance(key, str) else UNKNOWN


_OBJECTS: Mapping[str, Callable[..., Value]] = {
    "values": lambda of: list(of.values()),
    "items": lambda of: [[key, value] for key, value in of.items()],
    "keys": lambda of: list(of),
    "get": _got,
    "copy": _copied,
}


def _assigned(*objects: Value) -> Value:
    found: dict[str, Value] = {}
    for each in objects:
        found.update(each if isinstance(each, dict) else {})
    return found


def _from_entries(of: Value) -> Value:
    if not isinstance(of, list):
        return UNKNOWN
    pairs = [each for each in of if isinstance(each, list) and len(each) == 2]  # noqa: PLR2004
    return {key: value for key, value in pairs if isinstance(key, str)}


def _ranged(*bounds: Value) -> Value:
    if not all(isinstance(each, int) for each in bounds):
        return UNKNOWN
    return list(range(*bounds)[:ITEMS])


def _numbered(of: Value, *_: Value) -> Value:
    over = listed(of)
    return UNKNOWN if over is None else [[index, each] for index, each in enumerate(over)]


def _zipped(*lists: Value) -> Value:
    over = [listed(each) for each in lists]
    known = [each for each in over if each is not None]
    return (
        [list(each) for each in zip(*known, strict=False)] if len(known) == len(over) else UNKNOWN
    )


def _as_list(of: Value, *_: Value) -> Value:
    over = listed(of)
    return UNKNOWN if over is None else list(over)


def _of(method: Callable[..., Value]) -> Callable[..., Value]:
    return lambda of, *_: method(of) if isinstance(of, dict) else UNKNOWN


def _same(of: Value, *_: Value) -> Value:
    return of


def _as_text(of: Value, *_: Value) -> Value:
    return of if isinstance(of, str) else str(of) if isinstance(of, int) else UNKNOWN


_LIBRARIES = ("textwrap.", "inspect.", "itertools.", "copy.", "types.", "functools.", "typing.")

_OPENING = ("Object.values", "Object.keys", "Object.entries")

_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "Object.values": _of(_OBJECTS["values"]),
    "Object.keys": _of(_OBJECTS["keys"]),
    "Object.entries": _of(_OBJECTS["items"]),
    "Object.assign": _assigned,
    "Object.fromEntries": _from_entries,
    "Object.freeze": _same,
    "Object.seal": _same,
    "Array.from": _as_list,
    "Promise.resolve": _same,
    "Promise.all": _same,
    "structuredClone": _same,
    "String": _as_text,
    "str": _as_text,
    "list": _as_list,
    "tuple": _as_list,
    "set": _as_list,
    "frozenset": _as_list,
    "sorted": _as_list,
    "reversed": _as_list,
    "enumerate": _numbered,
    "range": _ranged,
    "zip": _zipped,
    "chain": lambda *lists: _flat(list(lists)),
    "from_iterable": _flat,
    "deepcopy": _same,
    "MappingProxyType": _same,
    "cast": lambda _, value=UNKNOWN: value,
    "dedent": lambda of: _altered(of, textwrap.dedent),
    "cleandoc": lambda of: _altered(of, inspect.cleandoc),
}

_SAME = {"dedent", "outdent", "stripIndent"}
"""What leaves a text as it is, but for its margin."""


def _altered(of: Value, change: Callable[[str], str]) -> Value:
    if not isinstance(of, str):
        return UNKNOWN
    return Blurred(change(of)) if isinstance(of, Blurred) else change(of)


def _replaced(of: str, old: Value = None, new: Value = None, *_: Value) -> Value:
    if not is_text(old) or not is_text(new) or not old or len(of) * max(len(new), 1) > CHARACTERS:
        return Blurred(of)
    return of.replace(old, new)


def _formatted(of: str, values: Arguments, named: Mapping[str, Value]) -> str:
    """`"…{name}…".format(name=…)`: only plain fields; a width could be a bomb."""
    given = {str(index): value for index, value in enumerate(values)} | dict(named)

    def filled(found: re.Match[str]) -> str:
        value = given.get(found[1])
        return value if isinstance(value, str) else "…"

    text = re.sub(r"\{(\w+)\}", filled, of)[:CHARACTERS]
    return text if all(map(is_text, given.values())) else Blurred(text)


_TEXTS: Mapping[str, Callable[..., Value]] = {
    "strip": lambda of, *_: of.strip(),
    "trim": lambda of: of.strip(),
    "trimEnd": lambda of: of.rstrip(),
    "trimStart": lambda of: of.lstrip(),
    "rstrip": lambda of, *_: of.rstrip(),
    "lower": lambda of: of.lower(),
    "upper": lambda of: of.upper(),
    "toLowerCase": lambda of: of.lower(),
    "toUpperCase": lambda of: of.upper(),
    "replace": _replaced,
    "replaceAll": _replaced,
    "concat": lambda of, *more: _joined([of, *more], ""),
    "toString": lambda of: of,
    "join": lambda of, parts=UNKNOWN: _joined(parts, of) if isinstance(parts, list) else UNKNOWN,
    "split": lambda of, by=None, *_: of.split(by if is_text(by) and by else None)[:ITEMS],
    "format": lambda of: of,
}


def _on_text(of: str, name: str, arguments: Arguments, named: Mapping[str, Value]) -> Value:
    if name == "format":
        return _formatted(of, arguments, named)
    given = _run(_TEXTS[name], of, *arguments)
    return Blurred(given) if isinstance(of, Blurred) and isinstance(given, str) else given
