"""Where calls stand among the frames of a file, and how frames are filled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.introspection.source.syntax import Call, Class, Expression, Function


@dataclass(slots=True, eq=False)
class Frame:
    """A stretch of source with names of its own: a module, a function, a loop, a class.

    `names` are all definitions, in their order. A loop runs over `source` and calls its
    current item `ITEM`. `returns` are what a function may give back, each with the frames
    that stand between it and the function; `supers` are its calls of the constructor above.
    """

    names: dict[str, list[Expression]] = field(default_factory=dict)
    source: Expression | None = None
    function: Function | None = None
    owner: Class | None = None
    callback_of: Call | None = None
    returns: list[tuple[tuple["Frame", ...], Expression]] = field(default_factory=list)
    grown: dict[str, list["Growth"]] = field(default_factory=dict)
    supers: list[Call] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """A later change of a list or an object: `push`, `append`, `x[key] = value`.

    `frames` stand between the frame of the name and the change.
    """

    frames: tuple[Frame, ...]
    value: Expression
    key: Expression | None = None
    spread: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A call, with all the frames around it from the module on."""

    call: Call
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Decorated:
    """A function with its decorators, and the frames around it."""

    function: Function
    decorators: tuple[Expression, ...]
    frames: tuple[Frame, ...]


def define(frame: Frame, name: str, value: Expression) -> None:
    """One more definition of a name."""
    frame.names.setdefault(name, []).append(value)


def grow(
    around: Sequence[Frame],
    name: str,
    value: Expression,
    key: Expression | None = None,
    *,
    spread: bool = False,
) -> None:
    """A change of what a name holds, for whichever of the frames has the name."""
    for index, frame in enumerate(around):
        growth = Growth(tuple(around[index + 1 :]), value, key, spread)
        frame.grown.setdefault(name, []).append(growth)


ITEM = "#item"
"""The name of a loop's current item, and of a parameter that is taken apart."""

STAR = "*"
"""The name of what a module takes over whole from others."""
