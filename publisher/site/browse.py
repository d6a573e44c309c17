"""What tells of the whole catalog → batches: lists, patterns, rules, method, report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.store.content import dump, load
from publisher.addresses import json_address
from publisher.browse.changes import changes_pages
from publisher.browse.facets import facets, groups
from publisher.browse.lists import list_pages
from publisher.browse.tally import Tallies
from publisher.browse.values import BrowsePage
from publisher.page_index import index_page
from publisher.reference.methodology import methodology_page
from publisher.reference.patterns import pattern_pages, patterns_page
from publisher.reference.rules import rule_pages, rules_page
from publisher.site.owner import Owner
from publisher.site.piece import Batch, File, Piece, Recipe
from publisher.site.release import key_of
from publisher.site.rendering import html
from publisher.site.told import TOLD, Told

WEIGHT = 400_000
"""Characters of content in a batch: of long lists some twenty pages."""


def told(tallies: Tallies) -> Iterator[Told]:
    """Every page that is made of all cards."""
    yield index_page(tallies)
    yield BrowsePage(facets=groups(tallies))
    yield from changes_pages(tallies.servers)
    yield patterns_page(tallies)
    yield from pattern_pages(tallies)
    yield rules_page(tallies)
    yield from rule_pages(tallies)
    yield methodology_page()
    for facet in facets(tallies):
        yield from list_pages(facet, tallies)


def batches(pages: Iterable[Told], owner: Owner) -> Iterator[Batch]:
    """The pages in batches of a like weight."""
    contents: dict[str, str] = {}
    for page in pages:
        contents[page.address] = dump(page)
        if sum(map(len, contents.values())) > WEIGHT:
            yield _batch(contents, owner)
            contents = {}
    if contents:
        yield _batch(contents, owner)


def _batch(contents: Mapping[str, str], owner: Owner) -> Batch:
    def recipe(wanted: Sequence[Piece]) -> Recipe:
        return Rendered(tuple(contents[each.files[0]] for each in wanted), owner)

    return Batch(tuple(_piece(*each, owner) for each in contents.items()), recipe)


def _piece(address: str, content: str, owner: Owner) -> Piece:
    key = key_of(address, content, owner.model_dump_json())
    return Piece((address, json_address(address)), key)


@dataclass(frozen=True)
class Rendered:
    """Makes pages of their contents, each with its JSON."""

    contents: tuple[str, ...]
    owner: Owner

    def __call__(self) -> Iterator[File]:
        """The files of all pages."""
        for content in self.contents:
            page = load(TOLD, content)
            yield File(page.address, html(page, owner=self.owner).encode())
            yield File(json_address(page.address), f"{content}\n".encode())
