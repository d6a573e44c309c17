"""A whole site, batch by batch: from the pages that a catalog keeps, and from their cards."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from catalog.model.card import ServerCard, Shelved, ToolCard
from catalog.model.page import GonePage
from catalog.store.content import dump, hash_of
from publisher.addresses import json_address
from publisher.browse.tally import Tallies
from publisher.site.alike import Alike
from publisher.site.assets import assets
from publisher.site.browse import batches, told
from publisher.site.owner import Owner
from publisher.site.pages import pages_of_server
from publisher.site.piece import Batch
from publisher.site.rendering import as_json, html
from publisher.site.report import report
from publisher.site.search.index import search_batches
from publisher.site.shelf import Cards, Shelf
from publisher.site.single import constant, single


def plan(shelf: Shelf, owner: Owner) -> Iterator[Batch]:
    """Every batch of the site, in an order that the catalog alone decides."""
    shelved = sorted(shelf.pages, key=lambda each: each.card.address)
    cards = _cards(shelved)
    yield from _servers(shelf, shelved, cards.tools, owner)
    yield from map(_gone, shelf.gone)
    yield from _whole(cards, _digest(shelved), owner)


def _cards(shelved: Sequence[Shelved]) -> Cards:
    every = [each.card for each in shelved]
    return Cards(
        tools=[each for each in every if isinstance(each, ToolCard)],
        servers=[each for each in every if isinstance(each, ServerCard)],
    )


def _servers(
    shelf: Shelf, shelved: Sequence[Shelved], tools: Sequence[ToolCard], owner: Owner
) -> Iterator[Batch]:
    alike = Alike(tools)
    places = {each.address: at for at, each in enumerate(tools)}
    for _, group in groupby(shelved, key=lambda each: each.card.address.rpartition("/")[0]):
        of_server = list(group)
        addresses = (each.card.address for each in of_server)
        similar = {each: alike.of(places[each]) for each in addresses if each in places}
        yield pages_of_server(of_server, similar, shelf.contents, owner)


def _gone(page: GonePage) -> Batch:
    names = (page.address, json_address(page.address))
    return single(names, [dump(page)], partial(_rendered, page))


def _whole(cards: Cards, digest: str, owner: Owner) -> Iterator[Batch]:
    """What tells of the whole catalog."""
    yield from (constant(each.address, each.content) for each in assets())
    yield from search_batches((*cards.tools, *cards.servers))
    tallies = Tallies(cards)
    yield from batches(told(tallies))
    yield report(tallies, digest, owner)


def _digest(shelved: Iterable[Shelved]) -> str:
    """What the whole catalog says, as SHA-256 over the hash of each page, by address."""
    return hash_of(*(f"{each.card.address}\0{each.content_hash}" for each in shelved))


def _rendered(page: GonePage) -> tuple[bytes, bytes]:
    return html(page).encode(), as_json(page).encode()
