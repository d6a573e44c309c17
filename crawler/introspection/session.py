"""MCP with one server → Introspected, or Skipped with the reason.

The SDK greets and frames; the tools are read from the pages as they came. The legacy
handshake goes first: servers on old SDKs die of the new one's probe. A server that
refuses it gets a fresh process and the new one.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import anyio
from mcp import ClientSession, MCPError
from mcp_types import Implementation
from pydantic import ValidationError

from catalog.model.snapshot import Introspected, Skipped
from catalog.taxonomy import Reason
from crawler.introspection import lists
from crawler.introspection.connection import Connection
from crawler.introspection.failure import ASKED, LIST, START, failed
from crawler.introspection.findings import introspected
from crawler.introspection.sandbox import Sealed
from crawler.introspection.stdio import Pipes
from crawler.introspection.stopped import Stopped
from crawler.introspection.text import one_line

START_SECONDS = 30
LIST_SECONDS = 20
ALL_SECONDS = 60

CLIENT = Implementation(name="toolrisk", version="1")

for _name in ("mcp", "client"):  # the SDK logs a traceback for what is a value here
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False  # to who listens to it by name, it may tell

Handshake = Callable[[ClientSession], Awaitable[object]]


async def list_tools(sealed: Sealed) -> Introspected | Skipped:
    """Starts the server, at most twice, and asks it for its tools."""
    with anyio.move_on_after(ALL_SECONDS):
        outcome = await attempt(Pipes(sealed), ClientSession.initialize)
        if isinstance(outcome, Introspected) or not refused(outcome):
            return outcome
        again = await attempt(Pipes(sealed), ClientSession.discover)
        return again if isinstance(again, Introspected) else outcome
    return out_of_time()


def refused(outcome: Skipped) -> bool:
    """Whether the server answered the handshake, but not as one that speaks its version."""
    return outcome.reason is Reason.PROTOCOL_ERROR and outcome.phase == START


def out_of_time() -> Skipped:
    detail = f"no tools within {ALL_SECONDS} s"
    return Skipped(reason=Reason.TIMED_OUT, detail=detail, phase=LIST)


async def attempt(connection: Connection, handshake: Handshake) -> Introspected | Skipped:
    """One session from handshake to tools."""
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
            tools = await lists.read_list(connection.wire, session, lists.tools())
    except (MCPError, ValidationError, RecursionError, Stopped) as error:
        return await failed(connection, phase, error)
    return await introspected(connection, session, tools)


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
