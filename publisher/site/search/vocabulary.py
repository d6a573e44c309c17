"""Subjects → for each word, which of them it finds, and by what of them.

A subject is known by its number, its place in the list.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from publisher.site.search.subject import Subject
from publisher.site.search.words import whole, words

Numbers = Sequence[int]


class By(IntEnum):
    """By what a word finds a subject, the closest first. `assets/search.js` knows the order.

    Of a server, `SERVER` is the server itself; a filter stands under NAME.
    """

    WHOLE_NAME = 0
    NAME = 1
    SERVER = 2
    SUMMARY = 3


Vocabulary = tuple[Mapping[str, Numbers], ...]
"""For each of By: word → ascending numbers. A filter begins with `#`, no word does."""


def vocabulary(subjects: Sequence[Subject]) -> Vocabulary:
    """Every word of all subjects."""
    found: Sequence[dict[str, array[int]]] = [defaultdict(lambda: array("I")) for _ in By]
    for number, each in enumerate(subjects):
        for by, those in enumerate(_every_word(each)):
            for word in those:
                found[by][word].append(number)
    return tuple(found)


@lru_cache(maxsize=1_000)
def filter_word(said: str) -> str:
    """`trait:free_input` as it stands in the vocabulary."""
    key, _, value = said.partition(":")
    return f"#{key}:{whole(value)}"


@lru_cache(maxsize=10_000)
def _server_words(names: str) -> frozenset[str]:
    """The words of a server, which many tools are of."""
    return frozenset(words(names))


def filter_words(each: Subject) -> Iterable[str]:
    """The filters that let the subject pass, as they stand in the vocabulary."""
    return map(filter_word, each.filters)


def words_of(each: Subject, by: By) -> Collection[str]:
    """The subject's words of one kind."""
    if by is By.NAME:
        return words(each.name)
    if by is By.SERVER:
        return _server_words(f"{each.server or each.name} {each.also}")
    if by is By.SUMMARY:
        return words(each.summary)
    return [same] if (same := whole(each.name)) else ()


def _every_word(each: Subject) -> tuple[Collection[str], ...]:
    """For each of By, none of what is found by something closer."""
    same, name, server, summary = (set(words_of(each, by)) for by in By)
    return same, name.union(filter_words(each)), server, summary - name - server
