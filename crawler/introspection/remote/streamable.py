"""Our own transport for the MCP SDK over streamable HTTP: bounded, and alone with its server.

The SDK's own loses the status of a refusal and where to log in, follows its own rules of
redirects, and opens a stream that nobody asked for.
https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from math import inf

import anyio
from anyio.abc import TaskGroup
from anyio.streams.memory import MemoryObjectReceiveStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCRequest

from catalog.taxonomy import Reason
from crawler.introspection.connection import Deliver, Streams
from crawler.introspection.remote.events import EVENT_STREAM, JSON, Events, Whole
from crawler.introspection.remote.exchange import Exchange
from crawler.introspection.remote.refusals import REFUSED, refusal
from crawler.introspection.remote.web import Answer
from crawler.introspection.stopped import Stopped

LINGER_SECONDS = 0.2
"""How long a stream may go on after its answer, so that its connection can be used again."""

FAREWELL_SECONDS = 2
GREETING = "initialize"
SESSION = "mcp-session-id"
_SESSION = re.compile(r"[\x21-\x7e]{1,1024}")


class Streamable(Exchange):
    """Each message of ours is a request, whose answer holds those of the server's."""

    _session: str | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Streams]:
        deliver, read = anyio.create_memory_object_stream[SessionMessage | Exception]()
        write, outgoing = anyio.create_memory_object_stream[SessionMessage]()
        async with deliver, read, write, outgoing:
            async with anyio.create_task_group() as requests:
                requests.start_soon(self._send, outgoing, deliver, requests)
                yield read, write
                requests.cancel_scope.cancel()
            await self._leave()

    async def _send(
        self,
        outgoing: MemoryObjectReceiveStream[SessionMessage],
        deliver: Deliver,
        requests: TaskGroup,
    ) -> None:
        """Notifications in their order; a request does not keep others waiting."""
        async for message in outgoing:
            if isinstance(message.message, JSONRPCRequest):
                requests.start_soon(self._ask, message, message.message, deliver)
            elif self.may_send(message.message):
                with suppress(Stopped):  # what it wants of a notification shows when it is asked
                    await self._tell(message)

    async def _tell(self, message: SessionMessage) -> None:
        headers, body = self._headers(message), self.wire.sending(message.message)
        async with self.web.ask("POST", self.url, headers, body) as answer:
            if answer.status < REFUSED:
                await self._linger(answer)

    async def _ask(self, message: SessionMessage, asked: JSONRPCRequest, deliver: Deliver) -> None:
        headers, body = self._headers(message), self.wire.sending(asked)
        try:
            async with self.web.ask("POST", self.url, headers, body) as answer:
                self.moved(answer.url)
                self._remember(asked, answer)
                if not await self._hear(answer, asked, deliver):
                    silent = f"its answer to {asked.method} holds none"
                    self.stop(Stopped(Reason.PROTOCOL_ERROR, silent), deliver)
        except Stopped as stopped:
            self.stop(stopped, deliver)

    async def _hear(self, answer: Answer, asked: JSONRPCRequest, deliver: Deliver) -> bool:
        """Whether the answer to what was asked came; a refusal may be in words of MCP."""
        stopped = refusal(answer, in_session=self._session is not None)
        if stopped and (answer.kind != JSON or stopped.reason is not Reason.PROTOCOL_ERROR):
            raise stopped
        heard = await self._read(answer, asked, deliver)
        if stopped and not heard:
            raise stopped
        return heard

    async def _read(self, answer: Answer, asked: JSONRPCRequest, deliver: Deliver) -> bool:
        reader, heard = Events() if answer.kind == EVENT_STREAM else Whole(), False
        with anyio.CancelScope() as reading:
            async for chunk in self.chunks(answer):
                for event in reader.received(chunk):
                    heard = await self.deliver(event, deliver, asked) or heard
                if heard and reading.deadline == inf:
                    reading.deadline = anyio.current_time() + LINGER_SECONDS
        for event in reader.rest():
            heard = await self.deliver(event, deliver, asked) or heard
        return heard

    async def _linger(self, answer: Answer) -> None:
        with anyio.move_on_after(LINGER_SECONDS):
            async for _ in self.chunks(answer):
                pass

    def _remember(self, asked: JSONRPCRequest, answer: Answer) -> None:
        given = answer.headers.get(SESSION, "")
        if asked.method == GREETING and _SESSION.fullmatch(given):
            self._session = given

    def _headers(self, message: SessionMessage) -> dict[str, str]:
        session = {SESSION: self._session} if self._session else {}
        return self.headers(message) | session

    async def _leave(self) -> None:
        """Lets the server forget a session that it gave."""
        if self._session and self.stopped is None:
            headers = {**self.own, SESSION: self._session}
            with anyio.move_on_after(FAREWELL_SECONDS), suppress(Stopped):
                async with self.web.ask("DELETE", self.url, headers) as answer:
                    await self._linger(answer)
