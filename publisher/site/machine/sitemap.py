"""All pages → sitemaps, https://www.sitemaps.org/protocol.html, and `robots.txt`."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from catalog.model.card import Card
from publisher.site.owner import Owner
from publisher.site.piece import Batch
from publisher.site.rendering import rendered
from publisher.site.shelf import Cards
from publisher.site.single import constant, single

MOST = 50_000
"""Pages in one sitemap, by the protocol."""

SITEMAP = "sitemap.xml"
ROBOTS = "User-agent: *\nAllow: /\nSitemap: {base}" + SITEMAP + "\n"


class Place(NamedTuple):
    """A page, and the day on which it last changed, if that is known."""

    address: str
    changed: str


def sitemaps(cards: Cards, others: Sequence[str], owner: Owner) -> Iterator[Batch]:
    """A sitemap for each MOST pages, the list of them, and `robots.txt`, which names it.

    `others` are the addresses of pages that have no card.
    """
    places = [Place(each, "") for each in others]
    every: Iterator[Card] = chain(cards.servers, cards.tools)
    places += (Place(each.address, each.news[0].at[:10] if each.news else "") for each in every)
    parts = [places[at : at + MOST] for at in range(0, len(places), MOST)]
    addresses = [f"sitemaps/{number}.xml" for number in range(1, len(parts) + 1)]
    for address, part in zip(addresses, parts, strict=True):
        yield single([address], [owner.base_url, repr(part)], partial(_sitemap, part, owner))
    listed = rendered("sitemap_index.xml", addresses=addresses, base=owner.base_url)
    yield constant(SITEMAP, listed.encode())
    yield constant("robots.txt", ROBOTS.format(base=owner.base_url).encode())


def _sitemap(places: Sequence[Place], owner: Owner) -> tuple[bytes]:
    return (rendered("sitemap.xml", places=places, base=owner.base_url).encode(),)
