"""Where calls stand among the frames of a file, and how frames are filled."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.introspection.source.syntax import Call, Expression, Frame, Function, Growth


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
