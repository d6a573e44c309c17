"""A pattern: words of several groups that stand close together.

One pass from left to right remembers, for each group, where what meets it began, so the
time is linear in the text, whatever it holds: nothing is looked for twice from any place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from classifier.warnings.group import Group, Needle, group
from classifier.warnings.spots import Spots

_END = re.compile(r"[.!?](?=\s|$)|[。！？]|\n\s{0,40}\n")
"""What ends a sentence; a single new line does not, as texts are wrapped."""
NOTHING = group("")


class Meaning(NamedTuple):
    """What a needle says in a pattern."""

    groups: list[int]
    parts: bool
    bars: bool


@dataclass(frozen=True, eq=False)
class Pattern:
    """Each group has a word of its own, all within `within` characters.

    in_row   the groups stand in their order
    across   they may stand in different sentences
    between  none of these stands between them
    before   none of these stands before them in the sentence
    """

    groups: tuple[Group, ...]
    within: int
    in_row: bool = False
    across: bool = False
    between: Group = NOTHING
    before: Group = NOTHING

    @cached_property
    def rarest(self) -> Group:
        """The group by whose words the pattern is woken; the first of those as rare."""
        return min(self.groups, key=lambda each: each.common)

    def may_stand(self, keys: frozenset[str]) -> bool:
        """Whether every group has its words there, in whatever order."""
        return all(each.may_stand(keys) for each in self._rarest_first)

    @cached_property
    def _rarest_first(self) -> list[Group]:
        return sorted(self.groups, key=lambda each: each.common)

    @cached_property
    def gates(self) -> tuple[frozenset[str], ...]:
        """The keys of its groups, those of the rarest, which wake it, apart."""
        return tuple(each.keys for each in self._rarest_first[1:])

    @property
    def words(self) -> set[str]:
        """All words and stretches that it asks for."""
        groups = (*self.groups, self.between, self.before)
        return {word for group in groups for each in group.needles for word in each.asks}

    @cached_property
    def _needles(self) -> list[Needle]:
        groups = (*self.groups, self.between, self.before)
        return longest_first(each for group in groups for each in group.needles)

    @cached_property
    def _meaning(self) -> dict[str, list[tuple[Needle, Meaning]]]:
        """By its key, what each needle says: of which groups it is, parting others, or coming
        before."""
        meaning: dict[str, list[tuple[Needle, Meaning]]] = {}
        for each in self._needles:
            groups = [at for at, group in enumerate(self.groups) if group.met_by(each.words)]
            said = Meaning(groups, each in self.between.needles, each in self.before.needles)
            meaning.setdefault(each.key, []).append((each, said))
        return meaning

    def words_in(self, spots: Spots) -> list[tuple[int, int, Meaning]]:
        """The needles in a text from left to right, the longest first: a search's only steps.

        Those matter that could be near one of the rarest group.
        """
        near = [span for each in self.rarest.needles for span in spots.of(each)]
        if not near:
            return []
        first, last = min(near)[0] - self._far, max(near)[1] + self._far
        here = [each for key in spots.keys & self._meaning.keys() for each in self._meaning[key]]
        return sorted(
            (
                (start, -end, meaning)
                for needle, meaning in here
                for start, end in spots.of(needle)
                if first <= start <= last
            ),
            key=_by_place,
        )

    @cached_property
    def _far(self) -> int:
        """Characters beyond which no word matters: the whole pattern, and what may bar it."""
        return 2 * self.within + max(len(each.words) for each in self._needles)

    def find(self, spots: Spots) -> str | None:
        """The first words that meet the pattern, as they stand in the raw text."""
        began: dict[int, int] = {}
        end, barred, text = 0, False, spots.text
        for at, negative, (groups, parts, bars) in self.words_in(spots):
            if at < end:  # a part of longer words
                continue
            if (began or barred) and not self.across and _END.search(text.words, end, at):
                began.clear()
                barred = False
            end = -negative
            if parts:
                began.clear()
            barred = barred or (bars and not began and not groups)
            start = self._met(groups, at, began)
            if start is not None and end - start <= self.within and not barred:
                return text.quote(start, end)
        return None

    def _met(self, groups: list[int], at: int, began: dict[int, int]) -> int | None:
        """Note a word of some groups; where the whole pattern began, if it is met now."""
        last = len(self.groups) - 1
        if self.in_row:
            for each in reversed(groups):
                if each == 0 or each - 1 in began:
                    began[each] = at if each == 0 else began[each - 1]
            return began.get(last) if last in groups else None
        if groups:
            began[min(groups, key=lambda each: began.get(each, -1))] = at
        return min(began.values()) if groups and len(began) > last else None


def longest_first(needles: Iterable[Needle]) -> list[Needle]:
    """So that a word never hides a longer row of words that starts with it."""
    return sorted(needles, key=lambda each: (-len(each.words), each.words))


def _by_place(step: tuple[int, int, Meaning]) -> tuple[int, int]:
    return step[:2]
