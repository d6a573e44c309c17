"""What an expression can turn out to be.

Texts, numbers, lists and dictionaries are Python's own. What a library makes (a schema of
zod, a field of pydantic) is not run: it stays as the call that makes it, for those to read
who know the library.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from crawler.introspection.source.budget import ITEMS
from crawler.introspection.source.syntax import Call, Class, Function


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not to be told from the source."""


UNKNOWN = Unknown()


class Blurred(str):
    """A text of which some part is unknown, with an ellipsis for it; good enough to describe."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A function with the scope that it was made in, and the object that it is a method of."""

    function: Function
    scope: Any
    this: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class ClassValue:
    """A class with the scope that it was made in."""

    definition: Class
    scope: Any


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a known class; `call` made it, in `scope`, if that is known."""

    of: ClassValue
    call: Call | None = None
    scope: Any = None


@dataclass(frozen=True, slots=True)
class External:
    """Something outside the package, by its dotted path."""

    path: str


@dataclass(frozen=True, slots=True)
class ModuleValue:
    """A module of the package, by its file."""

    path: str


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """A member of what is not known in itself."""

    of: "Value"
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """A call that is not run."""

    callee: "Value"
    arguments: tuple["Value", ...] = ()
    named: dict[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Native:
    """A function of the language itself."""

    run: Callable[..., "Value"]


Value = Any
"""Any of the above, or a text, number, boolean, None, list or dictionary of them."""

Arguments = Sequence[Value]


def last_name(value: Value) -> str:
    """The last part of the name that something outside goes by; "" where it has none."""
    if isinstance(value, External):
        return value.path.rpartition(".")[2]
    if isinstance(value, Selected):
        return value.name
    if isinstance(value, Closure):
        return value.function.name
    return value.definition.name if isinstance(value, ClassValue) else ""


def is_known(value: Value) -> bool:
    """Whether something definite came out."""
    return not isinstance(value, Unknown | External | Selected | Applied)


def is_text(value: Value) -> TypeGuard[str]:
    """A text, all of which is known."""
    return isinstance(value, str) and not isinstance(value, Blurred)


def join(values: Iterable[Value]) -> Value:
    """What holds if any of them may be: all items of lists, else the first that is known."""
    every = list(values)
    known = [each for each in every if is_known(each)]
    lists = [each for each in known if isinstance(each, list)]
    if len(lists) > 1:
        return list(_different(item for each in lists for item in each))[:ITEMS]
    if lists:
        return lists[0]
    said = [each for each in known if each not in (None, "", False)]
    calls = [each for each in every if isinstance(each, Applied)]
    return next(iter(said or calls or known or every), UNKNOWN)


def _different(items: Iterable[Value]) -> Iterator[Value]:
    seen = set[int]()
    for each in items:
        if id(each) not in seen:
            seen.add(id(each))
            yield each
