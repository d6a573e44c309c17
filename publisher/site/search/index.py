"""The index that `assets/search.js` searches: scripts that each call one function.

A page that lies on a disk may load scripts and nothing else, and a page of a site this
large only a few of them. No library does both: Pagefind needs modules and WebAssembly,
which `file:` refuses; lunr, MiniSearch and FlexSearch load the index whole; stringdex,
rustdoc's, finds names only and is an experiment by its own word.

Each file bears a stamp of the whole index, so that a browser never puts files of two
together. The index is made as a whole: with one tool more, all may have other numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from catalog.model.card import Card
from publisher.site.owner import Owner
from publisher.site.piece import Batch, File, Piece, Recipe
from publisher.site.release import key_of
from publisher.site.rendering import html
from publisher.site.search.page import SearchPage
from publisher.site.search.records import record_addresses, record_files
from publisher.site.search.shards import word_addresses, word_files
from publisher.site.search.subject import Subject, subjects
from publisher.site.single import constant

Making = Callable[[Sequence[Subject], str], Iterator[File]]


def search_batches(cards: Iterable[Card], owner: Owner) -> tuple[Batch, ...]:
    """The page that one searches on, and the index of all cards in two parts, words and
    records: each is made by one process, and takes much memory."""
    found = subjects(cards)
    stamp = key_of(*map(repr, found))
    return (
        constant(SearchPage().address, html(SearchPage(), owner=owner).encode()),
        _batch(found, stamp, word_addresses(len(found)), word_files),
        _batch(found, stamp, record_addresses(len(found)), record_files),
    )


def _batch(found: Sequence[Subject], stamp: str, addresses: tuple[str, ...], make: Making) -> Batch:
    def recipe(_pieces: Sequence[Piece]) -> Recipe:
        return partial(make, found, stamp)

    return Batch((Piece(addresses, stamp),) if addresses else (), recipe)
