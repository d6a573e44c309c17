"""The news of all cards → Atom feeds, RFC 4287.

A feed is a template of twenty lines, and every expression of it passes `visible` as on
pages, which XML needs more than they: a control character would make it unreadable.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from heapq import nlargest
from typing import NamedTuple
from urllib.parse import urlsplit

from catalog.model.card import Card, News, ServerCard
from publisher.excerpt import TEXT, cut
from publisher.site.owner import Owner
from publisher.site.piece import Batch
from publisher.site.rendering import rendered
from publisher.site.shelf import Cards
from publisher.site.single import single
from publisher.words import machine as words

NEWEST = 100
"""Entries of a feed."""

LONG_AGO = "1970-01-01T00:00:00Z"
"""When a feed without entries was updated: it must say."""

FEEDS = {
    "feeds/changes.xml": (words.CHANGES, words.CHANGES_SAYS),
    "feeds/raised.xml": (words.RAISED, words.RAISED_SAYS),
}


class Item(NamedTuple):
    """One entry, newest last in order. `address` is the page that it is about."""

    at: str
    address: str
    kind: str
    tool: str
    title: str


def feeds(cards: Cards, owner: Owner) -> Iterator[Batch]:
    """Both feeds."""
    every = nlargest(NEWEST, _all_news(cards), key=_order)
    raised = nlargest(
        NEWEST, (each for each in _all_news(cards) if each.entry.kind == "raised"), key=_order
    )
    for (address, said), found in zip(FEEDS.items(), (every, raised), strict=True):
        items = [_item(*each) for each in found]
        made_of = map(repr, (owner, said, items))
        yield single([address], made_of, partial(_feed, address, said, items, owner))


class _Of(NamedTuple):
    """An entry with the card that has it, and the title of a tool's server."""

    card: Card
    server: str
    entry: News


def _all_news(cards: Cards) -> Iterator[_Of]:
    for tool in cards.tools:
        for entry in tool.news:
            yield _Of(tool, tool.server_title, entry)
    for server in cards.servers:
        yield from (_Of(server, "", entry) for entry in server.news if _own(entry))


def _order(of: _Of) -> tuple[str, str, str, str]:
    return of.entry.at, of.card.address, of.entry.kind, of.entry.tool or ""


def _own(entry: News) -> bool:
    """What no page of a tool tells as well."""
    return entry.tool is None or entry.address is None


def _item(card: Card, server: str, entry: News) -> Item:
    of = card.title if isinstance(card, ServerCard) else server
    at = datetime.fromisoformat(entry.at).astimezone(UTC).isoformat().replace("+00:00", "Z")
    title = cut(words.headline(card.title, of, entry), TEXT)
    return Item(at, card.address, entry.kind, entry.tool or "", title)


def _feed(address: str, said: tuple[str, str], items: list[Item], owner: Owner) -> tuple[bytes]:
    entries = {_id(each, owner): each for each in reversed(items)}
    feed = rendered(
        "feed.xml",
        base=owner.base_url,
        address=address,
        id=f"tag:{_host(owner)},2026:{address}",
        title=said[0],
        subtitle=said[1],
        updated=items[0].at if items else LONG_AGO,
        entries=list(reversed(entries.items())),
    )
    return (feed.encode(),)


def _id(item: Item, owner: Owner) -> str:
    """A tag URI, RFC 4151: the same as long as the site keeps its host."""
    what = sha256(f"{item.at}\0{item.tool}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"tag:{_host(owner)},{item.at[:10]}:{item.address}/{item.kind}/{what}"


def _host(owner: Owner) -> str:
    return (urlsplit(owner.base_url).hostname or "localhost").encode("idna").decode()
