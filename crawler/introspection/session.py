"""MCP over one server's pipes → Introspected, or Skipped with the reason.

The SDK greets and frames; the tools are read from the pages as they came. The legacy
handshake goes first: servers on old SDKs die of the new one's probe. A server that
refuses it gets a fresh process and the new one.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import anyio
from mcp import ClientSession, MCPError
from mcp_types import METHOD_NOT_FOUND, Implementation, PaginatedRequestParams
from pydantic import ValidationError

from catalog.model.snapshot import Introspected, Skipped
from catalog.reading import read_tools
from catalog.taxonomy import Reason
from crawler.introspection.failure import ASKED, LIST, START, Stopped, failed
from crawler.introspection.sandbox import Sealed
from crawler.introspection.stdio import Connection
from crawler.introspection.text import one_line

START_SECONDS = 20
LIST_SECONDS = 20
ALL_SECONDS = 60

PAGES = 1_000
TOOLS = 20_000

CLIENT = Implementation(name="toolrisk", version="1")

for _name in ("mcp", "client"):  # the SDK logs a traceback for what is a value here
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False  # to who listens to it by name, it may tell

Handshake = Callable[[ClientSession], Awaitable[object]]


async def list_tools(sealed: Sealed) -> Introspected | Skipped:
    """Starts the server, at most twice, and asks it for its tools."""
    with anyio.move_on_after(ALL_SECONDS):
        outcome = await _attempt(sealed, ClientSession.initialize)
        if isinstance(outcome, Introspected) or not _refused(outcome):
            return outcome
        again = await _attempt(sealed, ClientSession.discover)
        return again if isinstance(again, Introspected) else outcome
    return Skipped(reason=Reason.TIMED_OUT, detail=f"no tools within {ALL_SECONDS} s", phase=LIST)


def _refused(outcome: Skipped) -> bool:
    """Whether the server answered the handshake, but not as one that speaks its version."""
    return outcome.reason is Reason.PROTOCOL_ERROR and outcome.phase == START


async def _attempt(sealed: Sealed, handshake: Handshake) -> Introspected | Skipped:
    connection = Connection(sealed)
    try:
        async with (
            connection.open() as (read, write),
            ClientSession(read, write, client_info=CLIENT) as session,
        ):
            return await _ask(connection, session, handshake)
    except OSError as error:
        return Skipped(reason=Reason.START_FAILED, detail=one_line(str(error)), phase=START)
    except ExceptionGroup as group:  # a task fell over its words: its own failure, not ours
        said = one_line(f"its words could not be handled: {group.exceptions[0]!r}")
        return Skipped(reason=Reason.PROTOCOL_ERROR, detail=said, stderr=connection.stderr)


async def _ask(
    connection: Connection, session: ClientSession, handshake: Handshake
) -> Introspected | Skipped:
    phase = START
    try:
        with _limit(phase, START_SECONDS):
            await _greet(session, handshake)
        phase = LIST
        with _limit(phase, LIST_SECONDS):
            warnings = await _read_pages(connection, session)
        return _introspected(connection, session, warnings)
    except (MCPError, ValidationError, RecursionError, Stopped) as error:
        return await failed(connection, phase, error)


@contextmanager
def _limit(phase: str, seconds: float) -> Iterator[None]:
    try:
        with anyio.fail_after(seconds):
            yield
    except TimeoutError:
        detail = f"no answer to {ASKED[phase]} within {seconds} s"
        raise Stopped(Reason.TIMED_OUT, detail) from None


async def _greet(session: ClientSession, handshake: Handshake) -> None:
    try:
        await handshake(session)
    except RuntimeError as error:  # the SDK's way to refuse a version that it does not know
        raise Stopped(Reason.PROTOCOL_ERROR, str(error)) from error


async def _read_pages(connection: Connection, session: ClientSession) -> tuple[str, ...]:
    """All pages into the wire's `pages`; what was odd about them as warnings.

    The empty string is a cursor like any other.
    """
    cursor, seen = None, set[str]()
    for _ in range(PAGES):
        if not await _read_page(connection, session, cursor):
            return ("tools/list is unknown to the server, which declares no tools",)
        cursor = connection.wire.pages[-1].get("nextCursor")
        if not isinstance(cursor, str):
            return ()
        if cursor in seen:
            return ("the list of tools repeats a cursor: read up to there",)
        seen.add(cursor)
    raise Stopped(Reason.TOO_LARGE, f"more than {PAGES} pages of tools")


async def _read_page(connection: Connection, session: ClientSession, cursor: str | None) -> bool:
    """False when the server has no tools and says so."""
    try:
        await session.list_tools(params=PaginatedRequestParams(cursor=cursor))
    except MCPError as error:
        capabilities = session.server_capabilities
        if error.code == METHOD_NOT_FOUND and capabilities and capabilities.tools is None:
            return False
        raise
    if sum(len(page["tools"]) for page in connection.wire.pages) > TOOLS:
        raise Stopped(Reason.TOO_LARGE, f"more than {TOOLS:,} tools")
    return True


def _introspected(
    connection: Connection, session: ClientSession, warnings: tuple[str, ...]
) -> Introspected:
    entries = (entry for page in connection.wire.pages for entry in page["tools"])
    tools, malformed = read_tools(entries)
    capabilities, info = session.server_capabilities, session.server_info
    return Introspected(
        tools=tools,
        malformed=malformed,
        warnings=(*warnings, *connection.wire.warnings),
        protocol_version=session.protocol_version or "",
        server_name=info.name if info else None,
        server_version=info.version if info else None,
        capabilities=capabilities.model_dump(by_alias=True, exclude_unset=True, mode="json")
        if capabilities
        else {},
        instructions=session.instructions,
        stderr=connection.stderr,
    )
