"""Pure: two wordings of a text → the words that differ, old and new side by side.

Sentences are compared before words: that keeps the time bounded, and what changed at a long
text's start apart from what was added at its end.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

AT_MOST = 200
"""Sentences, or words, that are compared one by one: the time may grow with their cube."""
JOINED = 2
"""Unchanged words between two changes that are told with them."""

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")

Span = tuple[int, int, int, int]
"""From where to where, in the old and in the new."""


def reworded(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each place where words differ: what stood there, what stands there now; either may be "".

    Nothing where only white space does.
    """
    if old.split() == new.split():
        return
    before, after = (_SENTENCE.split(text) for text in (old, new))
    for start, end, at, to in _spans(before, after):
        were, are = " ".join(before[start:end]).split(), " ".join(after[at:to]).split()
        for first, last, here, there in _joined(_spans(were, are)):
            yield " ".join(were[first:last]), " ".join(are[here:there])


def _spans(before: Sequence[str], after: Sequence[str]) -> list[Span]:
    """Where two sequences differ; one span where there is too much to compare."""
    start = _alike(before, after)
    tail = min(len(before), len(after)) - start
    end = _alike(before[::-1][:tail], after[::-1][:tail])
    olds, news = before[start : len(before) - end], after[start : len(after) - end]
    if not olds and not news:
        return []
    if max(len(olds), len(news)) > AT_MOST:
        return [(start, start + len(olds), start, start + len(news))]
    codes = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return [
        (start + a, start + b, start + c, start + d) for tag, a, b, c, d in codes if tag != "equal"
    ]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many items at the beginning are the same."""
    pairs = zip(before, after, strict=False)
    return next(
        (at for at, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after))
    )


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, those in one where hardly a word stands between them."""
    if not spans:
        return
    first = spans[0]
    for one, other in pairwise(spans):
        if other[0] - one[1] > JOINED:
            yield first[0], one[1], first[2], one[3]
            first = other
    yield first[0], spans[-1][1], first[2], spans[-1][3]
