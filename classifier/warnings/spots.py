"""Where needles stand in a text: its words are found once, whatever patterns ask for them.

A pattern that is asked about costs what stands there of its own words, and no more: the
text itself is never gone through again.
"""

from functools import cached_property

from classifier.warnings.fold import LATIN, Folded, fold
from classifier.warnings.group import Needle

Span = tuple[int, int]


class Spots:
    """A text and the places of its words, as they are asked for."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._known: dict[str, list[Span]] = {}

    @cached_property
    def text(self) -> Folded:
        """The text as its needles are written."""
        return fold(self._raw)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where each word begins."""
        starts: dict[str, list[int]] = {}
        for word in LATIN.finditer(self.text.words):
            starts.setdefault(word[0], []).append(word.start())
        return starts

    def of(self, needle: Needle) -> list[Span]:
        """Where the needle stands, from left to right."""
        found = self._known.get(needle.words)
        if found is None:
            found = self._rows(needle) if needle.parts else self._stretches(needle.words)
            self._known[needle.words] = found
        return found

    def _rows(self, needle: Needle) -> list[Span]:
        starts = self._starts
        if not needle.parts <= starts.keys():
            return []
        if len(needle.parts) == 1 and needle.words in needle.parts:
            return [(start, start + len(needle.words)) for start in starts[needle.words]]
        return [
            found.span()
            for start in starts[needle.first]
            if start >= needle.lead
            and (found := needle.pattern.match(self.text.words, start - needle.lead))
        ]

    def _stretches(self, words: str) -> list[Span]:
        found: list[Span] = []
        at = self.text.words.find(words)
        while at >= 0:
            found.append((at, at + len(words)))
            at = self.text.words.find(words, at + len(words))
        return found
