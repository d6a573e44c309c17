"""A regular expression run slowly and in the open: its steps are counted, never its time.

It backtracks as `re` does, without its short cuts, so that what is linear here is there too.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

op: Any = import_module("re._constants")  # typeshed has neither
_parser: Any = import_module("re._parser")

Item = tuple[Any, Any]
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ONE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_SETS: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_NOT_DIGIT: lambda each: not each.isdigit(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda each: not each.isspace(),
    op.CATEGORY_WORD: lambda each: each.isalnum() or each == "_",
    op.CATEGORY_NOT_WORD: lambda each: not (each.isalnum() or each == "_"),
}


def parsed(pattern: str, flags: int) -> list[Item]:
    """The items of a pattern."""
    return list(_parser.parse(pattern, flags))


def longest_repeat(items: list[Item]) -> int:
    """The most times that anything in it may be repeated."""
    longest = 0
    for kind, rest in items:
        if kind in REPEATS:
            longest = max(longest, int(rest[1]))
        for inner in _inner(kind, rest):
            longest = max(longest, longest_repeat(inner))
    return longest


def _inner(kind: Any, rest: Any) -> list[list[Item]]:
    if kind in REPEATS:
        return [list(rest[2])]
    if kind is op.SUBPATTERN:
        return [list(rest[3])]
    if kind is op.BRANCH:
        return [list(each) for each in rest[1]]
    return [list(rest[1])] if kind in (op.ASSERT, op.ASSERT_NOT) else []


class Search:
    """One search through a text, as `finditer` does it, that ends after the most steps."""

    def __init__(self, items: list[Item], flags: int, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.fold = bool(flags & re.IGNORECASE)
        self.lines = bool(flags & re.MULTILINE)
        self.steps = 0
        at = 0
        while at <= len(text) and self.steps <= most:
            end = next(self._all(items, at), None)
            at = at + 1 if end is None else max(end, at + 1)

    def _all(self, items: list[Item], at: int) -> Iterator[int]:
        """Where the items may end that begin at a place, first choice first."""
        if not items:
            yield at
            return
        for end in self._item(*items[0], at):
            yield from self._all(items[1:], end)

    def _item(self, kind: Any, rest: Any, at: int) -> Iterator[int]:
        self.steps += 1
        if self.steps > self.most:
            return
        if kind in REPEATS:
            low, high, body = rest
            ends = self._repeat(list(body), low, int(high), at, lazy=kind is op.MIN_REPEAT)
            yield from islice(ends, 1 if kind is op.POSSESSIVE_REPEAT else None)
        elif kind in (op.SUBPATTERN, op.BRANCH):
            for each in _inner(kind, rest):
                yield from self._all(each, at)
        elif kind not in _ONE:
            yield from [at] if self._stands(kind, rest, at) else []
        elif at < len(self.text) and self._is(kind, rest, self.text[at]):
            yield at + 1

    def _repeat(
        self, body: list[Item], low: int, high: int, at: int, *, lazy: bool
    ) -> Iterator[int]:
        """Iterative, as texts are long: the places after each time, and what else could be."""
        if low == 0 and lazy:
            yield at
        trail: list[tuple[int, Iterator[int]]] = [(at, self._all(body, at))]
        ends: list[int] = [at]
        while trail:
            end = next(trail[-1][1], None) if len(trail) <= high else None
            if end is not None and end > ends[-1]:
                ends.append(end)
                trail.append((end, self._all(body, end)))
                if lazy and len(ends) > low:
                    yield end
                continue
            times = len(trail) - 1
            place, _ = trail.pop()
            ends.pop()
            if not lazy and times >= low:
                yield place

    def _is(self, kind: Any, rest: Any, character: str) -> bool:
        if self.fold and kind is not op.ANY:
            return any(
                self._one(kind, rest, each) for each in {character.lower(), character.upper()}
            )
        return self._one(kind, rest, character)

    def _one(self, kind: Any, rest: Any, character: str) -> bool:
        if kind is op.ANY:
            return character != "\n"
        if kind is op.LITERAL:
            return character == chr(rest)
        if kind is op.NOT_LITERAL:
            return character != chr(rest)
        negated = rest[0][0] is op.NEGATE
        return negated != any(self._member(each, character) for each in rest)

    def _member(self, item: Item, character: str) -> bool:
        kind, rest = item
        if kind is op.RANGE:
            return bool(rest[0] <= ord(character) <= rest[1])
        if kind is op.CATEGORY:
            return bool(_SETS[rest](character))
        return kind is op.LITERAL and character == chr(rest)

    def _stands(self, kind: Any, rest: Any, at: int) -> bool:
        """Whether what has no width holds at a place."""
        if kind is op.AT:
            return self._at(rest, at)
        direction, body = rest
        ahead = direction > 0
        starts = [at] if ahead else range(max(0, at - 2), at + 1)
        found = any(end == at or ahead for start in starts for end in self._all(list(body), start))
        return found == (kind is op.ASSERT)

    def _at(self, where: Any, at: int) -> bool:
        text = self.text
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0 or (self.lines and text[at - 1] == "\n")
        if where in (op.AT_END, op.AT_END_STRING):
            return at == len(text) or (self.lines and text[at] == "\n")
        before = at > 0 and bool(re.match(r"\w", text[at - 1]))
        after = at < len(text) and bool(re.match(r"\w", text[at]))
        return (before != after) == (where is op.AT_BOUNDARY)


def sample(items: list[Item]) -> str:
    """A text that the items match, or nearly so."""
    return "".join(_sample(kind, rest) for kind, rest in items)


def _sample(kind: Any, rest: Any) -> str:
    if kind is op.LITERAL:
        return chr(rest)
    if kind is op.IN:
        first, what = rest[0]
        if first is op.RANGE:
            return chr(what[0])
        return chr(what) if first is op.LITERAL else " " if what is op.CATEGORY_SPACE else "a"
    if kind in REPEATS:
        return sample(list(rest[2])) * max(1, int(rest[0]))
    inner = _inner(kind, rest)
    return sample(inner[0]) if inner and kind not in (op.ASSERT, op.ASSERT_NOT) else ""


def pieces(items: list[Item]) -> set[str]:
    """Texts out of which a hostile one is made: of each of its parts, and of the whole."""
    found = {sample(items)}
    for kind, rest in items:
        for inner in _inner(kind, rest):
            found |= pieces(inner)
    return {each for each in found if each}
