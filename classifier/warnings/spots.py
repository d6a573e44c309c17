"""Where needles stand in a text: its words are found once, whatever patterns ask for them.

A pattern that is asked about costs what stands there of its own words, and no more.
"""

from functools import cached_property

from classifier.warnings.fold import Folded, fold
from classifier.warnings.group import Needle

Span = tuple[int, int]
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Spots:
    """A text, the keys that stand in it, and the places of needles, as they are asked for."""

    def __init__(self, raw: str, keys: frozenset[str]) -> None:
        self.keys = keys
        self._raw = raw
        self._known: dict[str, list[Span]] = {}
        self._starts: dict[str, list[int]] = {}

    @cached_property
    def text(self) -> Folded:
        """The text as its needles are written."""
        return fold(self._raw)

    def of(self, needle: Needle) -> list[Span]:
        """Where the needle stands, from left to right."""
        found = self._known.get(needle.words)
        if found is None:
            found = self._spans(needle) if needle.asks <= self.keys else []
            self._known[needle.words] = found
        return found

    def _spans(self, needle: Needle) -> list[Span]:
        if needle.words in needle.asks:
            return [(at, at + len(needle.words)) for at in self._places(needle.words, needle.parts)]
        return [
            found.span()
            for at in self._places(needle.first, needle.parts)
            if at >= needle.lead
            and (found := needle.pattern.match(self.text.words, at - needle.lead))
        ]

    def _places(self, word: str, parts: frozenset[str]) -> list[int]:
        """Where the word begins, which is a whole one where it has parts."""
        places = self._starts.get(word)
        if places is None:
            places = self._starts[word] = []
            words, at = self.text.words, self.text.words.find(word)
            while at >= 0:
                end = at + len(word)
                if not parts or not (
                    words[at - 1 : at] in _LATIN or words[end : end + 1] in _LATIN
                ):
                    places.append(at)
                at = words.find(word, end)
        return places
