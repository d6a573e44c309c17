"""Why a session gave no tools: what the SDK raised, seen with what became of the connection."""

from mcp import MCPError
from pydantic import ValidationError

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.connection import Connection
from crawler.introspection.stopped import Stopped
from crawler.introspection.symptoms import missing

START, LIST = "start", "list"
ASKED = {START: "the handshake", LIST: "tools/list"}
"""What the server is asked in each phase of a session."""


async def failed(connection: Connection, phase: str, error: Exception) -> Skipped:
    """The reason behind `error`, which is mostly that the connection was lost."""
    stopped = await connection.trouble() or _stopped(connection, phase, error)
    return stopped.skipped(phase, connection.stderr)


def in_short(error: Exception) -> str:
    """What is wrong and where; of several faults in one answer, the first."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}"


def _stopped(connection: Connection, phase: str, error: Exception) -> Stopped:
    if isinstance(error, Stopped):
        return Stopped(error.reason, "; ".join([str(error), *connection.wire.warnings]))
    if isinstance(error, MCPError):
        said = f"{ASKED[phase]} was refused: {error.message} ({error.code})"
        return Stopped(missing(error.message) or Reason.PROTOCOL_ERROR, said)
    wrong = f"the answer to {ASKED[phase]} is not as the protocol has it: {in_short(error)}"
    return Stopped(Reason.PROTOCOL_ERROR, wrong)
