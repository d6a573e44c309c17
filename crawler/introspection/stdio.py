"""Our own transport for the MCP SDK over a server's pipes: bounded in bytes, killed whole.

The SDK's own hangs on a bad byte, is quadratic on long lines, takes seconds to let go
of a deaf server, and hides the process that should say why it died.
"""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import cast

import anyio
from anyio.abc import ByteReceiveStream, Process
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage

from catalog.taxonomy import Reason
from crawler.introspection.connection import Streams, overflow
from crawler.introspection.inlet import Inlet, inlet
from crawler.introspection.process import kill, program
from crawler.introspection.sandbox import Sealed
from crawler.introspection.stopped import Stopped
from crawler.introspection.symptoms import missing
from crawler.introspection.text import last_line, printable
from crawler.introspection.wire import Wire

STDERR_BYTES = 4096
"""How much of the end of stderr is kept."""

NOT_STARTED = (126, 127)
"""Exit codes of what starts a program, where it cannot: as shells, prlimit and our cage do."""

SIGNALLED = 128

DRAIN_SECONDS = 0.5
"""How long pipes may stay open after the server's death: an orphan may hold them."""


class Pipes:
    """One start of one server. Kept after the process is gone, to ask what happened."""

    def __init__(self, sealed: Sealed) -> None:
        self.sealed = sealed
        self.wire = Wire()
        self.closed = False
        self.exit_code: int | None = None
        self._bytes = 0
        self._stderr = bytearray()
        self._ended = anyio.Event()

    @property
    def stderr(self) -> str:
        """The end of what the server wrote there, without control characters.

        Where it wrote nothing, the beginning of what on stdout was no message.
        """
        return printable((bytes(self._stderr) or self.wire.chatter).decode(errors="replace"))

    async def trouble(self) -> Stopped | None:
        """How the server ended, where it did; else what it wrote too much of."""
        if self.closed:
            await self._wait_for_end()
        if too_much := overflow(self.wire, self._bytes):
            return Stopped(Reason.TOO_LARGE, too_much)
        if not self.closed:
            return None
        said = last_line(self.stderr)
        detail = f"{_end(self.exit_code)}{f': {said}' if said else ''}"
        if self.exit_code in NOT_STARTED:
            return Stopped(Reason.START_FAILED, detail)
        return Stopped(missing(self.stderr) or Reason.CRASHED, detail)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Streams]:
        """The SDK's streams. Raises OSError when the server cannot be started."""
        deliver, read = anyio.create_memory_object_stream[SessionMessage | Exception]()
        write, outgoing = anyio.create_memory_object_stream[SessionMessage]()
        sealed = self.sealed
        with inlet() as stdin:
            async with (
                deliver, read, write, outgoing,
                program(sealed.command, sealed.environment, sealed.folder, stdin.theirs) as process,
                anyio.create_task_group() as pipes,
            ):  # fmt: skip
                pipes.start_soon(self._follow, process, deliver)
                pipes.start_soon(self._write, stdin, outgoing)
                yield read, write
                pipes.cancel_scope.cancel()

    async def _wait_for_end(self) -> None:
        """Until the exit code and the last of stderr are known, or soon are not to be had."""
        with anyio.move_on_after(2 * DRAIN_SECONDS):
            await self._ended.wait()

    async def _follow(
        self, process: Process, deliver: MemoryObjectSendStream[SessionMessage | Exception]
    ) -> None:
        """Reads both pipes to their end, or until the server is dead and an orphan holds them."""
        async with anyio.create_task_group() as reading:
            reading.start_soon(self._read_messages, process, deliver)
            reading.start_soon(self._read_stderr, process)
            self.exit_code = await process.wait()
            kill(process)
            reading.cancel_scope.deadline = anyio.current_time() + DRAIN_SECONDS
        self._ended.set()

    async def _read_messages(
        self, process: Process, deliver: MemoryObjectSendStream[SessionMessage | Exception]
    ) -> None:
        """Ends by closing the SDK's stream, which answers its open requests with an error."""
        async with deliver:
            try:
                async for chunk in cast("ByteReceiveStream", process.stdout):
                    if not self._within_bounds(process, chunk):
                        break
                    for message in self.wire.received(chunk):
                        await deliver.send(SessionMessage(message))
            except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                pass  # the session is over
            finally:
                self.closed = True

    async def _read_stderr(self, process: Process) -> None:
        with suppress(anyio.ClosedResourceError):
            async for chunk in cast("ByteReceiveStream", process.stderr):
                if not self._within_bounds(process, chunk):
                    break
                self._stderr += chunk
                del self._stderr[:-STDERR_BYTES]

    async def _write(
        self, stdin: Inlet, outgoing: MemoryObjectReceiveStream[SessionMessage]
    ) -> None:
        """A server that does not listen is waited for here; its silence is timed elsewhere."""
        async for message in outgoing:
            await stdin.send(self.wire.sending(message.message))

    def _within_bounds(self, process: Process, chunk: bytes) -> bool:
        self._bytes += len(chunk)
        too_much = overflow(self.wire, self._bytes)
        if too_much:
            kill(process)
        return not too_much


def _end(code: int | None) -> str:
    """A sandbox tells of a signal as shells do: by 128 and its number."""
    if code is None:
        return "closed its output"
    number = -code if code < 0 else code - SIGNALLED
    killed = number in {each.value for each in signal.Signals}
    return f"killed by {signal.Signals(number).name}" if killed else f"exit code {code}"
