"""A pattern: words of several groups that stand close together.

One pass from left to right remembers, for each group, where what meets it began, so the
time is linear in the text, whatever it holds: nothing is looked for twice from any place.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from classifier.warnings.fold import LATIN, Folded, Glance
from classifier.warnings.group import Group, Needle, group

_END = re.compile(r"[.!?](?=\s|$)|[。！？]|\n\s{0,40}\n")
"""What ends a sentence; a single new line does not, as texts are wrapped."""
NOTHING = group("")


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

    def may_stand(self, seen: Glance) -> bool:
        """Whether every group has its words there, in whatever order."""
        for each in self._rarest_first:
            if not each.may_stand(seen):
                return False
        return True

    @cached_property
    def gates(self) -> tuple[frozenset[str], ...]:
        """For each group but the rarest, words of which one is there where the group is."""
        return tuple(each.gate for each in self._rarest_first[1:] if each.gate)

    @cached_property
    def _rarest_first(self) -> list[Group]:
        return sorted(self.groups, key=lambda each: each.common)

    @cached_property
    def _needles(self) -> list[Needle]:
        groups = (*self.groups, self.between, self.before)
        return longest_first(each for group in groups for each in group.needles)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """Any needle. The edges of words are asked for once, outside of the choice among them:
        so nearly all places of a text are passed over without a look at any."""
        rows = "|".join(each.regex for each in self._needles if each.parts)
        stretches = "|".join(each.regex for each in self._needles if not each.parts)
        words = f"(?<![a-z0-9])(?:{rows})(?![a-z0-9])" if rows else ""
        return re.compile("|".join(filter(None, (words, stretches))))

    @cached_property
    def _meaning(self) -> dict[str, tuple[list[int], bool, bool]]:
        """What each needle's words are: of which groups, parting others, or coming before."""
        return {
            spaced(each.words): (
                [at for at, group in enumerate(self.groups) if group.met_by(each.words)],
                each in self.between.needles,
                each in self.before.needles,
            )
            for each in self._needles
        }

    def words_in(self, words: str) -> Iterator[re.Match[str]]:
        """The needles in a folded text, none of which overlap: a search's only steps.

        They are looked for where they could be near one of the rarest group.
        """
        keys = self.keys
        first = [at for each in keys if (at := words.find(each)) >= 0]
        if not first:
            return iter(())
        last = max(words.rfind(each) for each in keys)
        return self._words.finditer(words, max(0, min(first) - self._far), last + self._far)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words that wake it."""
        return frozenset(each.key for each in self.rarest.needles)

    @cached_property
    def _far(self) -> int:
        """Characters beyond which no word matters: the whole pattern, and what may bar it."""
        return 2 * self.within + max(len(each.words) for each in self._needles)

    def find(self, text: Folded) -> str | None:
        """The first words that meet the pattern, as they stand in the raw text."""
        began: dict[int, int] = {}
        end, barred = 0, False
        for word in self.words_in(text.words):
            if not self.across and _END.search(text.words, end, word.start()):
                began.clear()
                barred = False
            end = word.end()
            groups, parts, bars = self._meaning[spaced(word[0])]
            if parts:
                began.clear()
            barred = barred or (bars and not began and not groups)
            start = self._met(groups, word.start(), began)
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


def spaced(words: str) -> str:
    """Words in a row with single spaces between, whatever stood there."""
    return " ".join(LATIN.findall(words)) or words
