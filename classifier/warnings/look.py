"""A first look at a text: which of many keys stand in it, found by automata in one pass.

RE2 searches for all of them at once, in time linear in the text, whatever they and it are.
https://github.com/google/re2/wiki/WhyRE2
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import re2

from classifier.warnings.fold import FOLDABLE, HIDDEN, INVISIBLE, lower

MEMORY = 32 << 20
"""Bytes that an automaton may take; states that do not fit are made anew when met again."""
UNFOLDED = f"(?-i:[{FOLDABLE}{HIDDEN}])"  # in any case, K is the kelvin sign
"""Characters by which words are hidden from who has not folded them."""
ENDLESS = "ENDLESS"
"""Stands among the keys where of a text only the ends may be read."""
NOTHING: frozenset[str] = frozenset()


class Seen(NamedTuple):
    """A text, and the keys that stand in it."""

    raw: str
    keys: frozenset[str]


class Keys:
    """What is looked for, in any case: whole words of ASCII letters and digits; stretches of
    other scripts, which use no spaces; and expressions, in texts whose `_` are spaces."""

    def __init__(
        self, words: Iterable[str], stretches: Iterable[str], expressions: Iterable[str]
    ) -> None:
        regexes = {word: rf"\b{word}\b" for word in sorted(words)}
        regexes |= {each: each for each in sorted({*expressions, UNFOLDED})}
        self._latin = Automaton(regexes)
        self._other = Automaton({each: re2.escape(each) for each in sorted(stretches)})

    def look(self, raw: str) -> Seen:
        """The keys in a text; words also as they stand in its folded form."""
        keys = self._keys(raw)
        if UNFOLDED in keys:
            keys |= self._keys(lower(INVISIBLE.sub("", raw)))
        return Seen(raw, keys)

    def _keys(self, text: str) -> frozenset[str]:
        spaced = text.replace("_", " ")  # of which RE2 takes one to be a letter
        keys = self._latin.keys(spaced)
        return keys if text.isascii() else keys | self._other.keys(spaced)


class Automaton:
    """Regular expressions by name, all looked for at once."""

    def __init__(self, regexes: Mapping[str, str]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = MEMORY
        self._set = re2.Set.SearchSet(options)
        for each in regexes.values():
            self._set.Add(each)
        self._set.Compile()
        self._names = tuple(regexes)

    def keys(self, text: str) -> frozenset[str]:
        """The names of those that match somewhere."""
        found = self._set.Match(text.encode(errors="replace"))
        names = self._names
        return frozenset([names[each] for each in found]) if found else NOTHING
