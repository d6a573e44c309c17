"""MCP with a server that runs elsewhere → Introspected, or Skipped with the reason."""

import anyio
from mcp import ClientSession

from catalog.model.snapshot import Introspected, Skipped
from catalog.taxonomy import Reason
from crawler.introspection.connection import Connection
from crawler.introspection.remote.endpoint import SSE, Endpoint
from crawler.introspection.remote.legacy import Legacy
from crawler.introspection.remote.refusals import BROKEN, REFUSED
from crawler.introspection.remote.streamable import Streamable
from crawler.introspection.remote.web import Web
from crawler.introspection.session import (
    ALL_SECONDS,
    Handshake,
    attempt,
    out_of_time,
    refused,
)

MORE_TELLING = {Reason.NEEDS_LOGIN}
"""What a second transport says is told in place of what the first one said."""


async def list_remote(web: Web, endpoint: Endpoint) -> Introspected | Skipped:
    """Asks in the way that the listing names, then in the way that the refusal suggests."""
    with anyio.move_on_after(ALL_SECONDS):
        first, second = (Legacy, Streamable) if endpoint.transport == SSE else (Streamable, Legacy)
        connection = first(web, endpoint)
        outcome = await attempt(connection, ClientSession.initialize)
        if isinstance(outcome, Introspected) or not refused(outcome):
            return outcome
        if _by_http(connection) or first is Legacy:
            return await _again(outcome, second(web, endpoint), ClientSession.initialize)
        return await _again(outcome, Streamable(web, endpoint), ClientSession.discover)
    return out_of_time()


def _by_http(connection: Streamable | Legacy) -> bool:
    """Whether it was the host that refused, in no words of MCP's."""
    status = connection.stopped.status if connection.stopped else None
    return status is not None and REFUSED <= status < BROKEN


async def _again(
    outcome: Skipped, connection: Connection, handshake: Handshake
) -> Introspected | Skipped:
    """The second outcome, where it tells more than the first."""
    again = await attempt(connection, handshake)
    if isinstance(again, Introspected) or again.reason in MORE_TELLING:
        return again
    return outcome
