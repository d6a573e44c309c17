"""One card → what search finds of it and shows of it.

Two hundred thousand are held at once, and sent to other processes: words that many have are
one and the same object.
"""

from collections.abc import Iterable
from sys import intern
from typing import NamedTuple

from catalog.model.card import Card, ServerCard, ToolCard
from catalog.model.page import Address
from catalog.taxonomy import Risk
from publisher.words import search as said
from publisher.words.server import TOOLS, plural


class Subject(NamedTuple):
    """A tool or a server. `server` is the title of the tool's server; empty for a server.

    `also` holds further names that it is found by; `filters` are words like `risk:high`.
    """

    address: Address
    name: str
    server: str
    risk: Risk | None
    label: str
    summary: str
    also: str
    filters: tuple[str, ...]


def subjects(cards: Iterable[Card]) -> list[Subject]:
    """All that can be found, servers first, then the graver ones first: equals rank so."""
    return sorted(map(subject, cards), key=gravest_first)


def subject(card: Card) -> Subject:
    """What is found of one card."""
    return _server(card) if isinstance(card, ServerCard) else _tool(card)


def _server(card: ServerCard) -> Subject:
    label = said.SERVER_GRADED if card.grade else said.SERVER
    return Subject(
        address=card.address,
        name=card.title,
        server="",
        risk=None,
        label=label.format(tools=plural(TOOLS, card.tools), grade=card.grade),
        summary=card.summary,
        also=_slug(card.address),
        filters=(f"grade:{card.grade}",) if card.grade else (),
    )


def _tool(card: ToolCard) -> Subject:
    category = said.ABSTAINED if card.abstained else card.category
    label = said.UNVERIFIED.format(category=category) if card.unverified else category
    filters = (
        f"risk:{card.risk}",
        f"category:{category}",
        *(f"effect:{each}" for each in card.effects),
        *(f"trait:{each}" for each in card.traits),
    )
    return Subject(
        address=card.address,
        name=card.title,
        server=card.server_title,
        risk=card.risk,
        label=intern(str(label)),
        summary=card.summary,
        also=intern(_slug(card.server_address)),
        filters=tuple(map(intern, filters)),
    )


def gravest_first(each: Subject) -> tuple[bool, int, Address]:
    """The order of those that are found equally well."""
    return each.risk is not None, -each.risk.rank if each.risk else 0, each.address


def _slug(address: Address) -> str:
    return address.split("/")[1]
