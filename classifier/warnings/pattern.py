"""A pattern: words of several groups that stand close together.

One pass from left to right remembers, for each group, where what meets it began, so the
time is linear in the text, whatever it holds: nothing is looked for twice from any place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from classifier.warnings.fold import FOLD, Folded

_END = re.compile(r"[.!?](?=\s|$)|[。！？]|\n\s{0,40}\n")
"""What ends a sentence; a single new line does not, as texts are wrapped."""
LATIN = re.compile(r"[a-z0-9]+")


class Needle(NamedTuple):
    """Words in a row as they are folded: whole words, or any stretch where no spaces are used.

    `key` is the word by which a text that may hold them is known; none for a stretch.
    """

    words: str
    key: str | None

    @property
    def regex(self) -> str:
        """Matches the words with a few other marks between them."""
        if self.key is None:
            return re.escape(self.words)
        row = r"\W{1,3}".join(map(re.escape, self.words.split()))
        return f"(?<![a-z0-9]){row}(?![a-z0-9])"


Group = tuple[Needle, ...]


def group(text: str) -> Group:
    """A group as a rule writes it: `tell|let know`."""
    return tuple(_needle(each.translate(FOLD)) for each in text.split("|") if each)


def _needle(words: str) -> Needle:
    latin = LATIN.findall(words) if words.isascii() else []
    return Needle(words, max(latin, key=len) if latin else None)


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
    between: Group = ()
    before: Group = ()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        every = {*self.between, *self.before}.union(*self.groups)
        return re.compile("|".join(each.regex for each in longest_first(every)))

    @cached_property
    def _meaning(self) -> dict[str, tuple[list[int], bool, bool]]:
        """What each needle's words are: of which groups, parting others, or coming before."""
        return {
            spaced(each.words): (
                [at for at, these in enumerate(self.groups) if _within(these, each)],
                each in self.between,
                each in self.before,
            )
            for each in {*self.between, *self.before}.union(*self.groups)
        }

    def find(self, text: Folded) -> str | None:
        """The first words that meet the pattern, as they stand in the raw text."""
        began: dict[int, int] = {}
        end, barred = 0, False
        for word in self._words.finditer(text.words):
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


def _within(these: Group, word: Needle) -> bool:
    """Whether the word is one of these, or one of them stands in it."""
    return any(re.search(each.regex, word.words) for each in these)


def longest_first(needles: Iterable[Needle]) -> list[Needle]:
    """So that a word never hides a longer row of words that starts with it."""
    return sorted(needles, key=lambda each: (-len(each.words), each.words))


def spaced(words: str) -> str:
    """Words in a row with single spaces between, whatever stood there."""
    return " ".join(LATIN.findall(words)) or words
