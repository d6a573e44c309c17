"""A group of words of which a pattern asks for one, and whether a text can hold it at all."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from classifier.warnings.fold import FOLD, LATIN

COMMON = {
    word: 1 / rank
    for rank, word in enumerate(
        """
        description type a required the to of for get in and id json or list number http default
        from with by this an all use is be if not on create user new tool data api s as using
        that can when return only you retrieve content request file set about are it will delete
        text current key filter time including must existing its include github value used true
        token access message account any your add read response context address fetch one before
        owner without their first operation full after should each given files find field note
        values need more no server end mcp task email parameter call requires run like output
        other state have order etc browser up users git execute environment into level between
        provide https has endpoint ai session complete post instead t tools aws team action
        summary application may command what send automatically reference mode than do filters
        model open category write see function show notes uses us security needed always agent
        knowledge previous block through keys messages exact save report also these over actions
        change contents none was private ask record pass tokens log so variables does cannot
        already job them make step rules back don calls low stop never human every called put
        until now even copy here system
        """.split(),
        start=1,
    )
}
"""Words that stand in 8 of 1,000 definitions or more, commonest first (over 37,802 public ones),
and about how often they do beside each other."""


@dataclass(frozen=True)
class Needle:
    """Words in a row as they are folded: whole words, or any stretch where no spaces are used.

    `parts` are the words by which a text that may hold them is known; none for a stretch.
    """

    words: str
    parts: frozenset[str]

    @property
    def asks(self) -> frozenset[str]:
        """The keys that are all there where it stands."""
        return self.parts or frozenset({self.words})

    @property
    def regex(self) -> str:
        """Matches the words with a few other marks between them; the edges are not looked at."""
        if not self.parts:
            return re.escape(self.words)
        return r"\W{1,3}".join(map(re.escape, self.words.split()))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, whole."""
        return re.compile(f"(?<![a-z0-9]){self.regex}(?![a-z0-9])")

    @cached_property
    def first(self) -> str:
        """The first of its parts."""
        found = LATIN.search(self.words)
        return found[0] if found else self.words

    @cached_property
    def lead(self) -> int:
        """Characters before that, such as the dot of `.env`."""
        return self.words.index(self.first)

    @cached_property
    def key(self) -> str:
        """Its rarest word; the stretch itself."""
        return min(self.parts, key=_commonness, default=self.words)


def _commonness(word: str) -> tuple[float, int, str]:
    return COMMON.get(word, 0), -len(word), word


@dataclass(frozen=True, eq=False)
class Group:
    """One or more needles."""

    needles: tuple[Needle, ...]

    @cached_property
    def common(self) -> float:
        """About how often one of its needles is there."""
        return sum(COMMON.get(each.key, 0) for each in self.needles)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Words of which one is there where one of its needles is; whole stretches as they are."""
        return frozenset(each.key for each in self.needles)

    @cached_property
    def _rows(self) -> tuple[frozenset[str], ...]:
        return tuple({each.asks for each in self.needles})

    def may_stand(self, keys: frozenset[str]) -> bool:
        """Whether the words of one of the needles are all there, in whatever order."""
        if self.keys.isdisjoint(keys):
            return False
        return any(row <= keys for row in self._rows)

    def met_by(self, words: str) -> bool:
        """Whether one of the needles stands in these words."""
        spaced = _spaced(words)
        return any(
            _spaced(each.words) in spaced if each.parts else each.words in words
            for each in self.needles
        )


@cache
def _spaced(words: str) -> str:
    """Words with a space before and after each, so that a whole word is found as such."""
    return f" {' '.join(LATIN.findall(words))} "


def group(text: str) -> Group:
    """A group as a rule writes it: `tell|let know`."""
    return Group(tuple(needle(each.translate(FOLD)) for each in text.split("|") if each))


def needle(words: str) -> Needle:
    """The needle of folded words."""
    return Needle(words, frozenset(LATIN.findall(words)) if words.isascii() else frozenset())
