"""Every text of a definition, whatever its shape: values and members' names, at any depth.

Nothing recurses, and a place is a link to the one around it, written out only where a
warning points at it: the cost is that of the definition's size, however it is nested.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from classifier.reading import escape

TOKEN = 200
"""Characters of one member's name in a pointer; a longer one is cut."""
LEVELS = 64
"""Levels of nesting in a pointer; what is nested deeper points at the last of them."""

EDGE = 16_000
"""Code points that are read of each end of a text longer than both: the longest text of
37,802 real tools has two thirds of one. What stands between is not judged as harmless."""


class Place(NamedTuple):
    """A member or an item of what is at `around`; None is the definition itself."""

    around: "Place | None"
    token: str


class Text(NamedTuple):
    """One text, or an end of it; `key` is true of a member's name.

    `whole` are the code points of a text that only its beginning is here of, else 0.
    """

    place: Place
    words: str
    key: bool = False
    whole: int = 0

    @property
    def field(self) -> str:
        """A JSON Pointer without its leading slash; with `#` for a member's name."""
        return pointer(self.place) + ("#" if self.key else "")

    @property
    def steps(self) -> list[str]:
        """The tokens of its place, outermost first, bounded as a pointer is."""
        return _steps(self.place)


def pointer(place: Place) -> str:
    """The place as a JSON Pointer without its leading slash."""
    return "/".join(escape(step[:TOKEN]) for step in _steps(place))


def _steps(place: Place) -> list[str]:
    steps: list[str] = []
    at: Place | None = place
    while at:
        steps.append(at.token)
        at = at.around
    return steps[: -LEVELS - 1 : -1]


def every_text(value: Any) -> set[str]:
    """All texts of a value, each once: for a first look."""
    texts: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = type(each)
        if kind is str:
            texts.add(each)
        elif kind is dict:
            texts.update(each)
            waiting += each.values()
        elif kind is list:
            waiting += each
    return texts


def ends(text: str) -> tuple[str, ...]:
    """What is read of a text: all, or its two ends."""
    return (text,) if len(text) <= 2 * EDGE else (text[:EDGE], text[-EDGE:])


def texts_of(value: Any) -> Iterator[Text]:
    """The texts of a definition, level by level, in its order."""
    level: list[tuple[Place | None, Any]] = [(None, value)]
    while level:
        deeper: list[tuple[Place | None, Any]] = []
        for around, each in level:
            for token, said in _members(each):
                if isinstance(each, dict):
                    yield from _read(Text(Place(around, token), token, key=True))
                if isinstance(said, dict | list):
                    deeper.append((Place(around, token), said))
                elif isinstance(said, str):
                    yield from _read(Text(Place(around, token), said))
        level = deeper


def _read(text: Text) -> tuple[Text, ...]:
    if len(text.words) <= 2 * EDGE:
        return (text,)
    first, last = ends(text.words)
    return text._replace(words=first, whole=len(text.words)), text._replace(words=last)


def _members(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        return value.items()
    return ((str(at), each) for at, each in enumerate(value))
