"""The transport of 2024-11-05: one stream of events from the server, and requests to it.

https://modelcontextprotocol.io/specification/2024-11-05/basic/transports#http-with-sse
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCRequest

from catalog.taxonomy import Reason
from crawler.introspection.connection import Deliver, Streams
from crawler.introspection.remote.endpoint import Endpoint
from crawler.introspection.remote.events import EVENT_STREAM, Event, Events
from crawler.introspection.remote.exchange import Exchange
from crawler.introspection.remote.refusals import REFUSED, refusal
from crawler.introspection.remote.url import Url
from crawler.introspection.remote.web import Web
from crawler.introspection.stopped import Stopped

ENDPOINT = "endpoint"
"""The event that names where messages are to be sent."""


class Legacy(Exchange):
    """Messages of ours are requests, which are answered in the one stream."""

    def __init__(self, web: Web, endpoint: Endpoint) -> None:
        super().__init__(web, endpoint)
        self._inbox: Url | None = None
        self._named = anyio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Streams]:
        deliver, read = anyio.create_memory_object_stream[SessionMessage | Exception]()
        write, outgoing = anyio.create_memory_object_stream[SessionMessage]()
        async with deliver, read, write, outgoing, anyio.create_task_group() as talks:
            talks.start_soon(self._listen, deliver)
            talks.start_soon(self._send, outgoing, deliver)
            yield read, write
            talks.cancel_scope.cancel()

    async def _listen(self, deliver: Deliver) -> None:
        headers, events = {**self.own, "accept": EVENT_STREAM}, Events()
        try:
            async with self.web.ask("GET", self.url, headers) as answer:
                self.moved(answer.url)
                if stopped := refusal(answer, in_session=False):
                    raise stopped
                async for chunk in self.chunks(answer):
                    for event in events.received(chunk):
                        await self._take(event, deliver)
            self.stop(Stopped(Reason.PROTOCOL_ERROR, "its stream of events ended"), deliver)
        except Stopped as stopped:
            self.stop(stopped, deliver)

    async def _take(self, event: Event, deliver: Deliver) -> None:
        if event.name != ENDPOINT:
            await self.deliver(event, deliver)
        elif self._inbox is None:
            self._inbox = self._own(event.data.decode(errors="replace"))
            self._named.set()

    def _own(self, location: str) -> Url:
        try:
            inbox = self.url.joined(location)
        except ValueError as error:
            raise Stopped(Reason.PROTOCOL_ERROR, f"it wants messages nowhere: {error}") from error
        if inbox.origin != self.url.origin:
            raise Stopped(Reason.PROTOCOL_ERROR, f"it wants messages at another host: {inbox}")
        return inbox

    async def _send(
        self, outgoing: MemoryObjectReceiveStream[SessionMessage], deliver: Deliver
    ) -> None:
        await self._named.wait()
        try:
            async for message in outgoing:
                if self._inbox and self.may_send(message.message):
                    await self._tell(self._inbox, message)
        except Stopped as stopped:
            self.stop(stopped, deliver)

    async def _tell(self, inbox: Url, message: SessionMessage) -> None:
        headers, body = self.headers(message), self.wire.sending(message.message)
        async with self.web.ask("POST", inbox, headers, body) as answer:
            if answer.status >= REFUSED and isinstance(message.message, JSONRPCRequest):
                stopped = refusal(answer, in_session=True)
                if stopped:
                    raise stopped
            async for _ in self.chunks(answer):
                pass
