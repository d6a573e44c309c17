"""What both HTTP transports share: bytes into messages within bounds, and why it ended."""

from collections.abc import AsyncIterator, Mapping

import anyio
from mcp.shared.message import ClientMessageMetadata, SessionMessage
from mcp_types import JSONRPCError, JSONRPCMessage, JSONRPCRequest, JSONRPCResponse

from catalog.taxonomy import Reason
from crawler.introspection.connection import Deliver, overflow
from crawler.introspection.remote.endpoint import Endpoint
from crawler.introspection.remote.events import MESSAGE, Event
from crawler.introspection.remote.url import Url, parse
from crawler.introspection.remote.web import Answer, Web
from crawler.introspection.stopped import Stopped
from crawler.introspection.wire import Wire

REPLIES = 50
"""Requests of the server's that are answered; each answer is a request of ours."""

BASE = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


class Exchange:
    """One session with one server over HTTP."""

    stderr = ""

    def __init__(self, web: Web, endpoint: Endpoint) -> None:
        self.wire = Wire("texts in its answers")
        self.web = web
        self.url: Url = parse(endpoint.url)
        self.own: Mapping[str, str] = endpoint.headers
        self.stopped: Stopped | None = None
        self._bytes = 0
        self._replies = 0

    async def trouble(self) -> Stopped | None:
        return self.stopped

    def stop(self, stopped: Stopped, deliver: Deliver) -> None:
        """Ends the session, for the first reason that there was."""
        self.stopped = self.stopped or stopped
        deliver.close()

    def moved(self, url: Url) -> None:
        """Where redirects led, the next request goes at once; without what another may not see."""
        if url.origin != self.url.origin:
            self.own = {}
        self.url = url

    def headers(self, message: SessionMessage) -> dict[str, str]:
        """What goes with a message: the listing's headers, and never in place of MCP's own."""
        given = message.metadata
        more = given.headers if isinstance(given, ClientMessageMetadata) else None
        return {**self.own, **BASE, **(more or {})}

    def may_send(self, message: JSONRPCMessage) -> bool:
        """Whether a message of ours still goes out; answers to the server's are counted."""
        self._replies += isinstance(message, JSONRPCResponse | JSONRPCError)
        return self._replies <= REPLIES

    async def chunks(self, answer: Answer) -> AsyncIterator[bytes]:
        """The body of an answer. Raises Stopped when the server said too much in all."""
        async for chunk in answer.body:
            self._bytes += len(chunk)
            if too_much := overflow(self.wire, self._bytes):
                raise Stopped(Reason.TOO_LARGE, too_much)
            yield chunk

    async def deliver(
        self, event: Event, deliver: Deliver, asked: JSONRPCRequest | None = None
    ) -> bool:
        """Hands an event's messages to the session; whether they answer what was asked."""
        answered = False
        for message in self.wire.read(event.data) if event.name == MESSAGE else ():
            named = _named(message, asked)
            answered = answered or _answers(named, asked)
            try:
                await deliver.send(SessionMessage(named))
            except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                return answered  # the session is over
        return answered


def _named(message: JSONRPCMessage, asked: JSONRPCRequest | None) -> JSONRPCMessage:
    """An error without an id is the answer to what was asked with that request."""
    if asked is not None and isinstance(message, JSONRPCError) and message.id is None:
        return message.model_copy(update={"id": asked.id})
    return message


def _answers(message: JSONRPCMessage, asked: JSONRPCRequest | None) -> bool:
    if asked is None or not isinstance(message, JSONRPCResponse | JSONRPCError):
        return False
    return str(message.id) == str(asked.id)
