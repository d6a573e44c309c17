"""What a person's words mean: a server, or one of its tools."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.server import Server
from catalog.model.verdict import Verdict
from catalog.store import servers as server_store
from catalog.store import tool_history
from catalog.store import verdicts as verdict_store
from catalog.store.catalog import Catalog
from cli.steps.alike import alike, did_you_mean, same, servers_alike
from publisher.excerpt import NAME, cut

SLASHES = 16
"""Slashes of a person's words at which a server's name may end: each is looked up."""


class Meant(NamedTuple):
    """A server, and the name of one of its tools where one was named."""

    server: Server
    tool: str | None


class Reading(NamedTuple):
    """One way to read a person's words: which part is the server, which the tool."""

    server: str
    tool: str | None


def find_server(catalog: Catalog, text: str) -> Server:
    """The server of that slug, id, former name, listing's name or title.

    Raises NothingFound with the servers that are called much like it.
    """
    return _meant(catalog, text, (Reading(text, None),)).server


def find(catalog: Catalog, text: str) -> Meant:
    """`SERVER` or `SERVER/TOOL`; a server's own name may hold slashes, and so may a tool's."""
    return _meant(catalog, text, tuple(_readings(text)))


def find_tool(catalog: Catalog, server: Server, name: str) -> tuple[Verdict, ...]:
    """The server's tool of that name, more than one where it gives the name twice.

    Raises NothingFound, with the names that look like it, where it has none.
    """
    if found := verdict_store.of_tool(catalog, server.id, name):
        return found
    offered = verdict_store.of_server(catalog, server.id)
    found = tuple(each for each in offered if each.tool.name.casefold() == name.casefold())
    if found:
        return found
    names = [(each.tool.name, cut(each.tool.name, NAME)) for each in offered]
    advice = did_you_mean(alike(name, names), f"see `toolrisk show {server.slug}`")
    raise NothingFound(f"{server.slug} has no tool {name[:80]!r}; {advice}")


def find_past_tool(catalog: Catalog, server: Server, name: str) -> tuple[str, ...]:
    """That name, else those that are it in any case, of tools that the server offers or offered.

    Raises NothingFound as `find_tool` does.
    """
    known = tool_history.names(catalog, server.id)
    if name in known:
        return (name,)
    folded = tuple(each for each in known if each.casefold() == name.casefold())
    return folded or tuple(each.tool.name for each in find_tool(catalog, server, name))


def _meant(catalog: Catalog, text: str, readings: Sequence[Reading]) -> Meant:
    """The first reading that names a server exactly, else the first that does in any case."""
    for name, tool in readings:
        if server := server_store.find(catalog, name):
            return Meant(server, tool)
    known = server_store.names(catalog)
    for name, tool in readings:
        named = same(name, known)
        if named and (server := server_store.find(catalog, named.slug)):
            return Meant(server, tool)
    for name, _ in readings:
        if past := server_store.ended(catalog, name):
            raise NothingFound(
                f"{past.slug} has ended: no registry lists it any more, which was found at "
                f"{past.at:%Y-%m-%d %H:%M} UTC; see `toolrisk show`, which lists what holds"
            )
    advice = did_you_mean(servers_alike(text, known), "see `toolrisk show`, which lists them")
    raise NothingFound(f"no server is named {text[:80]!r}; {advice}")


def _readings(text: str) -> Iterator[Reading]:
    yield Reading(text, None)
    slashes = (index for index, letter in enumerate(text) if letter == "/")
    for at in islice(slashes, SLASHES):
        yield Reading(text[:at], text[at + 1 :])
