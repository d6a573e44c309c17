"""Why a session gave no tools: what the SDK raised, seen with what the process did → Skipped."""

import signal

from mcp import MCPError

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.stdio import Connection
from crawler.introspection.text import last_line, one_line

START, LIST = "start", "list"
ASKED = {START: "the handshake", LIST: "tools/list"}
"""What the server is asked in each phase of a session."""

NOT_STARTED = (126, 127)
"""Exit codes of what starts a program, where it cannot: as shells, prlimit and our cage do."""

SIGNALLED = 128


class Stopped(Exception):
    """We give up on a server that goes on."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


async def failed(connection: Connection, phase: str, error: Exception) -> Skipped:
    """The reason behind `error`, which is mostly that the connection was lost."""
    if connection.closed:
        await connection.wait_for_end()
    reason, detail = _why(connection, phase, error)
    return Skipped(reason=reason, detail=one_line(detail), phase=phase, stderr=connection.stderr)


def _why(connection: Connection, phase: str, error: Exception) -> tuple[Reason, str]:
    if connection.overflow:
        return Reason.TOO_LARGE, connection.overflow
    if connection.closed:
        said = last_line(connection.stderr)
        told = f"{_end(connection.exit_code)}{f': {said}' if said else ''}"
        return Reason.START_FAILED if connection.exit_code in NOT_STARTED else Reason.CRASHED, told
    if isinstance(error, Stopped):
        return error.reason, "; ".join([str(error), *connection.wire.warnings])
    if isinstance(error, MCPError):
        return Reason.PROTOCOL_ERROR, f"{ASKED[phase]} was refused: {error.message} ({error.code})"
    wrong = f"the answer to {ASKED[phase]} is not as the protocol has it: {error}"
    return Reason.PROTOCOL_ERROR, wrong


def _end(code: int | None) -> str:
    """A sandbox tells of a signal as shells do: by 128 and its number."""
    if code is None:
        return "closed its output"
    number = -code if code < 0 else code - SIGNALLED
    killed = number in {each.value for each in signal.Signals}
    return f"killed by {signal.Signals(number).name}" if killed else f"exit code {code}"
