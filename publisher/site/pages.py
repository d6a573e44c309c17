"""A server's page and its tools' pages, with all that stands beside them → a batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from pydantic import TypeAdapter

from catalog.errors import StoreError
from catalog.model.card import ServerCard, Shelved
from catalog.model.page import ServerPage, ToolPage
from catalog.store.content import load
from publisher.addresses import json_address
from publisher.site.alike import Like
from publisher.site.owner import Owner
from publisher.site.piece import Batch, File, Piece, Recipe
from publisher.site.release import key_of
from publisher.site.rendering import html
from publisher.site.server_files import server_addresses, server_files

TOOL = TypeAdapter(ToolPage)
SERVER = TypeAdapter(ServerPage)


ANEW = "write the pages anew with: toolrisk classify"


class Told(NamedTuple):
    """A tool's page to be made: what it says, as kept, and the tools that it is compared with."""

    content: str
    similar: tuple[Like, ...]


@dataclass(frozen=True)
class Pages:
    """Makes pages of one server; `wanted` are the addresses of those that are to be made.

    `server` is None where only some tools' pages are.
    """

    server: str | None
    tools: tuple[Told, ...]
    wanted: frozenset[str]
    owner: Owner

    def __call__(self) -> Iterator[File]:
        """The files of the wanted pages."""
        tools: list[ToolPage] = []
        for content, similar in self.tools:
            page = load(TOOL, content)
            tools.append(page)
            if page.address in self.wanted:
                yield File(page.address, _text(html(page, similar, self.owner)))
                yield File(json_address(page.address), _text(f"{content}\n"))
        if self.server is not None:
            yield from server_files(load(SERVER, self.server), tools, self.owner)


def pages_of_server(
    shelved: Sequence[Shelved],
    similar: Mapping[str, tuple[Like, ...]],
    contents: Callable[[Sequence[str]], Mapping[str, str]],
    owner: Owner,
) -> Batch:
    """The pieces of one server: its own page, and each of its tools' pages."""
    cards = {each.card.address: each.card for each in shelved}
    server = next((each for each in cards.values() if isinstance(each, ServerCard)), None)
    if server is None:
        raise StoreError(f"{min(cards)}: its server has no page; {ANEW}")

    def recipe(wanted: Sequence[Piece]) -> Recipe:
        asked = frozenset(each.files[0] for each in wanted)
        needed = sorted(cards) if server.address in asked else sorted(asked)
        found = contents(needed)
        if lost := sorted({*needed} - found.keys()):
            raise StoreError(f"{lost[0]}: the page at this address is another's; {ANEW}")
        of_tools = (each for each in needed if each != server.address)
        told = tuple(Told(found[each], similar[each]) for each in of_tools)
        return Pages(found.get(server.address), told, asked, owner)

    said = owner.model_dump_json()
    whole = key_of(said, *(each.content_hash for each in shelved))
    pieces = (
        _piece(each, similar[each.card.address], said)
        for each in shelved
        if each.card is not server
    )
    return Batch((*pieces, Piece(server_addresses(server), whole)), recipe)


def _piece(shelved: Shelved, similar: Sequence[Like], owner: str) -> Piece:
    address = shelved.card.address
    key = key_of(owner, shelved.content_hash, *map(str, chain.from_iterable(similar)))
    return Piece((address, json_address(address)), key)


def _text(text: str) -> bytes:
    return text.encode()
