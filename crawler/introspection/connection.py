"""What a session asks of whatever carries its messages: a program's pipes, or HTTP."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage

from crawler.introspection.stopped import Stopped
from crawler.introspection.wire import Wire

OUTPUT_BYTES = 16 << 20
"""What a server may say in all, unpacked; the largest tool list seen in the wild has 0.2 MB."""

MESSAGES = 2_000
"""How many messages a server may send; the SDK holds each request until it is answered."""

Streams = tuple[
    MemoryObjectReceiveStream[SessionMessage | Exception], MemoryObjectSendStream[SessionMessage]
]
Deliver = MemoryObjectSendStream[SessionMessage | Exception]


class Connection(Protocol):
    """One start of one server, or one session with it. Kept when it is over, to ask why."""

    wire: Wire

    @property
    def stderr(self) -> str:
        """The end of what the server's program wrote there."""

    def open(self) -> AbstractAsyncContextManager[Streams]:
        """The SDK's streams. Raises OSError when the server cannot be started."""

    async def trouble(self) -> Stopped | None:
        """What became of the connection itself, if that is why the session failed."""


def overflow(wire: Wire, said: int) -> str | None:
    """What the server said too much of, if it did, having said so many bytes."""
    if said > OUTPUT_BYTES:
        return f"wrote more than {OUTPUT_BYTES >> 20} MB"
    return f"sent more than {MESSAGES:,} messages" if wire.messages > MESSAGES else None
