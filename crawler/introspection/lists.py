"""The pages of one list of a server's, as they came."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from mcp import ClientSession, MCPError
from mcp_types import METHOD_NOT_FOUND, PaginatedRequestParams

from catalog.taxonomy import Reason
from crawler.introspection.stopped import Stopped
from crawler.introspection.wire import LISTS, Wire

PAGES = 1_000
TOOLS = 20_000


class Kind(NamedTuple):
    """A list that a server may have: how it is asked for, and what declares it."""

    method: str
    ask: Callable[..., Awaitable[object]]
    capability: str
    pages: int
    entries: int

    @property
    def name(self) -> str:
        """What its entries are called."""
        return LISTS[self.method]


class Read(NamedTuple):
    """The entries of a list, and what was odd about its pages."""

    entries: list[Any]
    warnings: tuple[str, ...] = ()


def tools() -> Kind:
    """Asked of every server: some declare no tools and have them."""
    return Kind("tools/list", ClientSession.list_tools, "tools", PAGES, TOOLS)


async def read_list(wire: Wire, session: ClientSession, kind: Kind) -> Read:
    """All pages of a list. The empty string is a cursor like any other."""
    cursor, seen = None, set[str]()
    for _ in range(kind.pages):
        if not await _read_page(session, kind, cursor):
            none = f"{kind.method} is unknown to the server, which declares no {kind.capability}"
            return Read([], (none,))
        if sum(len(page[kind.name]) for page in wire.results[kind.method]) > kind.entries:
            raise Stopped(Reason.TOO_LARGE, f"more than {kind.entries:,} {kind.name}")
        cursor = wire.results[kind.method][-1].get("nextCursor")
        if not isinstance(cursor, str):
            return Read(entries_of(wire, kind))
        if cursor in seen:
            return Read(
                entries_of(wire, kind),
                (f"the list of {kind.name} repeats a cursor: read up to there",),
            )
        seen.add(cursor)
    raise Stopped(Reason.TOO_LARGE, f"more than {kind.pages} pages of {kind.name}")


async def _read_page(session: ClientSession, kind: Kind, cursor: str | None) -> bool:
    """False when the server has no such list and says so."""
    try:
        await kind.ask(session, params=PaginatedRequestParams(cursor=cursor))
    except MCPError as error:
        declared = session.server_capabilities
        if error.code == METHOD_NOT_FOUND and not getattr(declared, kind.capability, None):
            return False
        raise
    return True


def entries_of(wire: Wire, kind: Kind) -> list[Any]:
    """What has come of a list so far."""
    return [entry for page in wire.results[kind.method] for entry in page[kind.name]]
