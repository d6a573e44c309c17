"""Words → the tools and servers of the catalog that they find, the best first."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from catalog.store import pages
from catalog.store.catalog import Catalog
from catalog.taxonomy import Category, Effect, Risk, Trait
from publisher.site.search.query import Query, asked, rank
from publisher.site.search.subject import Subject, gravest_first, subject
from publisher.site.search.vocabulary import filter_word

VALUES: dict[str, Iterable[str]] = {
    "risk": Risk, "category": Category, "effect": Effect, "trait": Trait, "grade": "ABCDEF"
}  # fmt: skip
FILTERS = {
    filter_word(f"{name}:{value}"): f'"{value}"' for name in VALUES for value in VALUES[name]
}
"""How a card says what a filter asks for."""


class Found(NamedTuple):
    """How many there are, and the best of them."""

    total: int
    best: tuple[Subject, ...]


def search(catalog: Catalog, text: str, limit: int) -> Found:
    """All that match, and at most `limit` of them in order."""
    query = asked(text)
    matching = list(_matching(catalog, query))
    best = nsmallest(limit, matching, key=lambda each: (each[0], gravest_first(each[1])))
    return Found(len(matching), tuple(each for _, each in best))


def _matching(catalog: Catalog, query: Query) -> Iterator[tuple[int, Subject]]:
    if not query:
        return
    for card in pages.cards_with(catalog, list(_wanted(query)), query.name):
        found = subject(card)
        if (placed := rank(query, found)) is not None:
            yield placed, found


def _wanted(query: Query) -> Iterator[tuple[str, ...]]:
    """For each term, the texts of which a card that it finds has one, where that is known."""
    for term in (*query.plain, *query.servers, *query.filters):
        if meant := tuple(text for word, text in FILTERS.items() if word.startswith(term.word)):
            yield meant
        elif term.word.isascii() and not term.word.startswith("#"):
            yield (term.word,)
