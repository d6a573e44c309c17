"""What the languages' own functions and methods give: those that tool lists are made with."""

import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from crawler.introspection.source.budget import ITEMS
from crawler.introspection.source.native_lists import (
    CALLED,
    LISTS,
    OBJECTS,
    each_called,
    flat,
    listed,
)
from crawler.introspection.source.native_texts import TEXTS, altered, on_text, run
from crawler.introspection.source.values import (
    UNKNOWN,
    Arguments,
    External,
    Selected,
    Value,
    last_name,
)

if TYPE_CHECKING:
    from crawler.introspection.source.evaluator import Evaluator


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
        return run(known, *arguments)
    if name == "map" and len(arguments) > 1:
        return each_called(evaluator, arguments[1], arguments[0])
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
    if isinstance(of, str) and name in TEXTS:
        return on_text(of, name, arguments, named)
    if isinstance(of, list) and name in CALLED:
        return CALLED[name](evaluator, of, arguments[0] if arguments else UNKNOWN)
    if isinstance(of, list) and name in LISTS:
        return run(LISTS[name], of, *arguments)
    if isinstance(of, dict) and name in OBJECTS and name not in of:
        return run(OBJECTS[name], of, *arguments)
    return None


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


def same(of: Value, *_: Value) -> Value:
    return of


def _as_text(of: Value, *_: Value) -> Value:
    return of if isinstance(of, str) else str(of) if isinstance(of, int) else UNKNOWN


_LIBRARIES = ("textwrap.", "inspect.", "itertools.", "copy.", "types.", "functools.", "typing.")


_OPENING = ("Object.values", "Object.keys", "Object.entries")


_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "Object.values": _of(OBJECTS["values"]),
    "Object.keys": _of(OBJECTS["keys"]),
    "Object.entries": _of(OBJECTS["items"]),
    "Object.assign": _assigned,
    "Object.fromEntries": _from_entries,
    "Object.freeze": same,
    "Object.seal": same,
    "Array.from": _as_list,
    "Promise.resolve": same,
    "Promise.all": same,
    "structuredClone": same,
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
    "chain": lambda *lists: flat(list(lists)),
    "from_iterable": flat,
    "deepcopy": same,
    "MappingProxyType": same,
    "cast": lambda _, value=UNKNOWN: value,
    "dedent": lambda of: altered(of, textwrap.dedent),
    "cleandoc": lambda of: altered(of, inspect.cleandoc),
}


_SAME = {"dedent", "outdent", "stripIndent"}
"""What leaves a text as it is, but for its margin."""
