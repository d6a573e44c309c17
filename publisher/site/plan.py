"""A whole site, batch by batch: from the pages that a catalog keeps, and from their cards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from catalog.model.card import ServerCard, Shelved, ToolCard
from catalog.model.page import GonePage
from catalog.store.content import dump, hash_of
from publisher.addresses import INDEX, REPORT, SEARCH, folder_of, json_address
from publisher.browse.tally import Tallies
from publisher.site.alike import Alike
from publisher.site.assets import assets
from publisher.site.browse import batches, told
from publisher.site.machine.everything import for_machines
from publisher.site.owner import Owner
from publisher.site.pages import pages_of_server
from publisher.site.piece import Batch
from publisher.site.rendering import as_json, html
from publisher.site.report import report
from publisher.site.search.index import search_batches
from publisher.site.shelf import Cards, Shelf
from publisher.site.single import constant, single
from publisher.site.told import Told


def plan(shelf: Shelf, owner: Owner) -> Iterator[Batch]:
    """Every batch of the site, in an order that the catalog alone decides.

    The index of the search comes first and last: each half of it takes long and much memory.
    """
    shelved = sorted(shelf.pages, key=lambda each: each.card.address)
    cards = _cards(shelved)
    *search, last = search_batches((*cards.tools, *cards.servers), owner)
    yield from search
    yield from _servers(shelf, shelved, cards.tools, owner)
    yield from (_gone(each, owner) for each in shelf.gone)
    yield from _whole(cards, owner, _digests(shelved))
    yield last


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
    for of_server in _by_server(shelved):
        addresses = (each.card.address for each in of_server)
        similar = {each: alike.of(places[each]) for each in addresses if each in places}
        yield pages_of_server(of_server, similar, shelf.contents, owner)


def _by_server(shelved: Sequence[Shelved]) -> Iterator[list[Shelved]]:
    """All pages of each server."""
    for _, group in groupby(shelved, key=lambda each: each.card.address.rpartition("/")[0]):
        yield list(group)


def _digests(shelved: Sequence[Shelved]) -> dict[str, str]:
    """By the address of each server's page: a digest of all that its pages say."""
    return {
        f"{folder_of(pages[0].card.address)}/{INDEX}": hash_of(
            *(each.content_hash for each in pages)
        )
        for pages in _by_server(shelved)
    }


def _whole(cards: Cards, owner: Owner, digests: Mapping[str, str]) -> Iterator[Batch]:
    """What tells of the whole catalog."""
    yield from (constant(each.address, each.content) for each in assets())
    tallies = Tallies(cards)
    addresses: list[str] = [SEARCH, REPORT]
    yield from batches(_noted(told(tallies), addresses), owner)
    yield report(tallies, hash_of(*(f"{at}\0{said}" for at, said in digests.items())), owner)
    yield from for_machines(cards, addresses, owner, digests)


def _noted(pages: Iterable[Told], addresses: list[str]) -> Iterator[Told]:
    for page in pages:
        addresses.append(page.address)
        yield page


def _gone(page: GonePage, owner: Owner) -> Batch:
    names = (page.address, json_address(page.address))
    made_of = [dump(page), owner.model_dump_json()]
    return single(names, made_of, partial(_rendered, page, owner))


def _rendered(page: GonePage, owner: Owner) -> tuple[bytes, bytes]:
    return html(page, owner=owner).encode(), as_json(page).encode()
