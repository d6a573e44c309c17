"""A session in which the tools were listed → Introspected, with what else the server says."""

import json
from collections.abc import Mapping
from typing import Any

from mcp import ClientSession

from catalog.model.snapshot import Introspected
from catalog.reading import digest_of, read_tools
from crawler.introspection.beside import beside
from crawler.introspection.connection import Connection
from crawler.introspection.lists import Read

SAID_CHARACTERS = 65_536
"""How much JSON is kept of what a server says of itself, and of its capabilities."""

STAMP = "io.modelcontextprotocol/serverInfo"
"""Where the handshake of 2026-07-28 has it."""


async def introspected(connection: Connection, session: ClientSession, tools: Read) -> Introspected:
    """Asks also for the prompts and resources; whatever becomes of that, the tools are there."""
    more = await beside(connection.wire, session)
    read, malformed = read_tools(tools.entries)
    greeting, odd = connection.wire.greeting, list[str]()
    stamps = greeting.get("_meta")
    info = greeting.get("serverInfo") or (stamps or {}).get(STAMP)
    return Introspected(
        tools=read,
        malformed=malformed,
        server_info=_kept("serverInfo", info, odd),
        capabilities=_kept("capabilities", greeting.get("capabilities"), odd),
        warnings=(*tools.warnings, *odd, *more.warnings, *connection.wire.warnings),
        protocol_version=session.protocol_version or "",
        instructions=session.instructions,
        prompts=more.prompts,
        resources=more.resources,
        resource_templates=more.resource_templates,
        stderr=connection.stderr,
    )


def _kept(name: str, said: Any, odd: list[str]) -> Mapping[str, Any]:
    """What was said, whole; what is no object, or cannot be kept, leaves a word in `odd`."""
    if not isinstance(said, dict):
        return {}
    try:
        digest_of(said)  # as deep as what is kept can be
        if len(json.dumps(said)) <= SAID_CHARACTERS:
            return said
    except RecursionError:
        pass
    odd.append(f"its {name} is too large to be kept")
    return {key: said[key][:200] for key in ("name", "version") if isinstance(said.get(key), str)}
