"""A vocabulary → its lines: what each word finds, and what words that begin alike find together.

What is typed is the beginning of a word. Where more words begin so than a browser should
put together, a line `beginning*` among them tells what any of them finds.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from publisher.site.search.postings import written
from publisher.site.search.vocabulary import Numbers, Vocabulary

LITTLE = 24_000
"""Letters of lines that a browser may put together by itself."""

ANY = "*"
"""Ends the word of a beginning's line: it sorts before all letters and digits."""


class Line(NamedTuple):
    """One word or beginning, what it finds by each of By as text, and how many letters that is."""

    word: str
    found: tuple[str, ...]
    size: int


def lines(vocabulary: Vocabulary, among: int) -> Iterator[Line]:
    """Every line in order; each number in the vocabulary is below `among`."""
    every = sorted(set[str]().union(*vocabulary), key=_as_browsers_do)
    words = [_line(each, (of.get(each, ()) for of in vocabulary), among) for each in every]
    plain = bisect_left(every, "0")  # the filters before it are few, and left to the browser
    yield from words[:plain]
    yield from _under("", words[plain:], vocabulary, among)


def _as_browsers_do(word: str) -> bytes:
    return word.encode("utf-16-be")


def _under(
    beginning: str, words: Sequence[Line], vocabulary: Vocabulary, among: int
) -> Iterator[Line]:
    """The lines of words that all begin so."""
    if sum(each.size for each in words) <= LITTLE:
        yield from words
        return
    itself = words[0].word == beginning
    yield from words[:itself]
    if beginning:
        yield _line(beginning + ANY, _together(words, vocabulary), among)
    for letter, longer in groupby(words[itself:], lambda each: each.word[len(beginning)]):
        yield from _under(beginning + letter, list(longer), vocabulary, among)


def _together(words: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Numbers]:
    for of in vocabulary:
        yield sorted(set().union(*(of[each.word] for each in words if each.word in of)))


def _line(word: str, found: Iterable[Sequence[int]], among: int) -> Line:
    told = [written(numbers, among) if numbers else "" for numbers in found]
    return Line(word, tuple(told), len(word) + sum(map(len, told)) + 16)
