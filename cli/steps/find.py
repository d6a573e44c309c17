"""What a person's words mean: a server, or one of its tools."""

from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.server import Server
from catalog.model.verdict import Verdict
from catalog.store import servers as server_store
from catalog.store import verdicts as verdict_store
from catalog.store.catalog import Catalog


class Meant(NamedTuple):
    """A server, and the name of one of its tools where one was named."""

    server: Server
    tool: str | None


def find_server(catalog: Catalog, text: str) -> Server:
    """The server of that slug, id, former name or listing's name.

    Raises NothingFound with the names that look like it.
    """
    found = server_store.find(catalog, text)
    if found is None:
        raise NothingFound(f"no server is named {text[:80]!r}; {_advice(catalog, text)}")
    return found


def find(catalog: Catalog, text: str) -> Meant:
    """`SERVER` or `SERVER/TOOL`; a server's own name may hold slashes, and so may a tool's."""
    whole = server_store.find(catalog, text)
    if whole is not None:
        return Meant(whole, None)
    for at in (index for index, letter in enumerate(text) if letter == "/"):
        server = server_store.find(catalog, text[:at])
        if server is not None:
            return Meant(server, text[at + 1 :])
    return Meant(find_server(catalog, text), None)


def find_tool(catalog: Catalog, server: Server, name: str) -> tuple[Verdict, ...]:
    """The server's tool of that name, more than one where it gives the name twice.

    Raises NothingFound where it has none.
    """
    found = verdict_store.of_tool(catalog, server.id, name)
    if not found:
        advice = f"see `toolrisk show {server.slug}`"
        raise NothingFound(f"{server.slug} has no tool {name[:80]!r}; {advice}")
    return found


def _advice(catalog: Catalog, text: str) -> str:
    alike = server_store.closest(catalog, text.partition("/")[0])
    return f"did you mean {' or '.join(alike)}?" if alike else "see `toolrisk stats`"
