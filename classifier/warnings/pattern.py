"""A pattern: words of several groups that stand close together, in any order.

One pass from left to right remembers the last word of each group, so the time is linear
in the text, whatever it holds: no group is looked for twice from any place.
"""

import re
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


def needle(text: str) -> Needle:
    """A needle as a rule writes it."""
    words = text.translate(FOLD)
    latin = LATIN.findall(words) if words.isascii() else []
    return Needle(words, max(latin, key=len) if latin else None)


class Pattern:
    """One pattern of a rule; `groups` are asked for in order at the first look: rarest first.

    All of them stand within `within` characters, in one sentence unless `across` is true.
    """

    def __init__(self, groups: list[str], within: int, *, across: bool) -> None:
        self.groups = [[needle(each) for each in group.split("|")] for group in groups]
        self.within = within
        self.across = across

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(
            "|".join(
                f"(?P<g{at}>{'|'.join(each.regex for each in longest_first(group))})"
                for at, group in enumerate(self.groups)
            )
        )

    def find(self, text: Folded) -> str | None:
        """The first words that meet the pattern, as they stand in the raw text."""
        seen: dict[str, int] = {}
        end = 0
        for word in self._words.finditer(text.words):
            if not self.across and _END.search(text.words, end, word.start()):
                seen.clear()
            end = word.end()
            seen[word.lastgroup or ""] = word.start()
            if len(seen) == len(self.groups):
                first = min(seen.values())
                if end - first <= self.within:
                    return text.quote(first, end)
        return None


def longest_first(group: list[Needle]) -> list[Needle]:
    """So that a word never hides a longer row of words that starts with it."""
    return sorted(group, key=lambda each: -len(each.words))
