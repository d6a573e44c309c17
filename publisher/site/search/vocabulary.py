"""Subjects → for each word, which of them it finds, and by what of them.

A subject is known by its number, its place in the list.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        for by, those in enumerate(_words(each)):
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


def _words(each: Subject) -> tuple[Iterable[str], ...]:
    name, server = words(each.name), _server_words(f"{each.server or each.name} {each.also}")
    return (
        filter(None, (whole(each.name),)),
        name.union(map(filter_word, each.filters)),
        server,
        words(each.summary) - name - server,
    )
