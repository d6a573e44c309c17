"""All pages that tell of a whole catalog: light, linked, readable by machines, made once."""

import os
from collections.abc import Iterable

import pytest

from catalog.model.card import News, ServerCard
from catalog.store.content import load
from publisher.addresses import json_address
from publisher.browse.tally import Tallies
from publisher.site.browse import batches, told
from publisher.site.owner import Owner
from publisher.site.piece import Batch
from publisher.site.shelf import Cards
from publisher.site.told import TOLD
from tests.publisher.cards import cards
from tests.publisher.markup import Markup

LIGHT = 40_000
ELSEWHERE = ("servers/", "assets/", "feeds/", "search.html", "report/")
"""What others build."""


def made(of: Cards) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for batch in batches(told(Tallies(of)), Owner()):
        for file in batch.recipe(batch.pieces)():
            assert file.address not in found
            found[file.address] = file.content
        assert {name for piece in batch.pieces for name in piece.files} <= found.keys()
    return found


def keys(found: Iterable[Batch]) -> set[str]:
    return {each.key for batch in found for each in batch.pieces}


def hostile(text: str) -> Cards:
    """A catalog in which every stranger's text is the same, and every address as long as it may."""
    some = cards(4_000)
    long = {each.address: f"servers/{each.address[15:20]:a<80}/index.html" for each in some.servers}
    entry = News("2026-11-21T00:00:00Z", "changed", text * 5, text, None)
    servers = [
        each._replace(address=long[each.address], title=text, summary=text, news=(entry,))
        for each in some.servers
    ]
    tools = [
        each._replace(
            address=f"{long[each.server_address].rpartition('/')[0]}/{at:t>80}.html",
            server_address=long[each.server_address],
            title=text,
            server_title=text,
            summary=text,
        )
        for at, each in enumerate(some.tools)
    ]
    return Cards(tools, servers)


def test_every_page_is_light_and_each_link_leads_somewhere() -> None:
    found = made(cards(3_000))
    for address, content in found.items():
        if not address.endswith(".html"):
            continue
        assert len(content) <= LIGHT, address
        markup = Markup(content.decode())
        for link in markup.links:
            if link.startswith(("https:", "#")):
                continue
            place = os.path.normpath(f"{address}/../{link.partition('#')[0]}")
            assert place in found or place.startswith(ELSEWHERE), (address, link)


def test_beside_each_page_is_what_it_says_as_data() -> None:
    found = made(cards(300))
    for address, content in found.items():
        if address.endswith(".html"):
            page = load(TOLD, found[json_address(address)].decode())
            assert page.address == address
            assert content.startswith(b"<!doctype html>")


@pytest.mark.parametrize("text", ["\N{RIGHT-TO-LEFT OVERRIDE}" * 120, "<&'\"" * 30, "港" * 120])
def test_no_strangers_text_makes_a_page_heavy(text: str) -> None:
    heavy = {at: len(content) for at, content in made(hostile(text)).items() if at[-5:] == ".html"}
    assert max(heavy.values()) <= LIGHT, max(heavy, key=lambda at: heavy[at])


def test_an_unchanged_catalog_has_the_same_keys_and_a_small_change_few_others() -> None:
    some = cards(3_000)
    before = keys(batches(told(Tallies(some)), Owner()))
    assert keys(batches(told(Tallies(cards(3_000))), Owner())) == before
    changed = [_retitled(some.servers[0]), *some.servers[1:]]
    after = keys(batches(told(Tallies(some._replace(servers=changed))), Owner()))
    assert 0 < len(after - before) < len(before) / 4


def _retitled(card: ServerCard) -> ServerCard:
    return card._replace(title="Another name")
