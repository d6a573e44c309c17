"""What Gemini CLI's policy engine compares: its name of a tool, and its name of the server.

Learned by running the real engine. It calls a tool `mcp_SERVER_TOOL` (without a second `mcp_`
where that is how the server's name begins), with `_` for each character that is no ASCII
letter, digit, `_`, `-`, `.` or `:`; of more than 63 characters the first and last 30 stay, with
`...` between. A rule's `mcpName` is compared with the server's name as it is configured. Its
`toolName` is a tool's own name, before which the engine puts `mcp_SERVER_`, or the engine's
whole name of the tool. A rule for all tools of a server is for those whose names begin with
`mcp_SERVER_`: not where the name was changed or cut, so that such a server cannot be closed.
"""

import re

from publisher.formats.javascript import underscored

MOST = 63
END = 30
_OTHER = re.compile(r"[^A-Za-z0-9_.:-]")
_KEPT = re.compile(r"[A-Za-z0-9_.:-]+")
_SPLIT = re.compile(r"mcp_([^_]+)_(.+)", re.DOTALL)


def called(server: str, tool: str) -> str:
    """The engine's name of the tool."""
    name = f"{server}_{tool}"
    made = underscored(_OTHER, name if name.startswith("mcp_") else f"mcp_{name}")
    return made if len(made) <= MOST else f"{made[:END]}...{made[-END:]}"


def prefix(server: str) -> str:
    """What the engine puts before the name in a rule for a tool of the server."""
    return f"mcp_{server}_"


def tellable(server: str) -> bool:
    """Whether rules can be for tools of this server alone."""
    return _KEPT.fullmatch(server) is not None and not f"{server}_".startswith("mcp_")


def closable(server: str) -> bool:
    """Whether one rule can be for whatever tool this server has."""
    return tellable(server) and len(prefix(server)) <= END


def written(server: str, tool: str) -> str | None:
    """The `toolName` of a rule for this tool alone; None where there is none.

    A tool whose own name begins as the engine's names do could be taken for another one.
    """
    if not tellable(server):
        return None
    name = called(server, tool)
    own = name.removeprefix(prefix(server))
    if own == name:
        return name
    return None if not own or own.startswith(prefix(server)[:END]) else own


def ruled(server: str, tool: str) -> str:
    """What the engine makes of a rule's `mcpName` and `toolName`."""
    return "mcp_*" if (server, tool) == ("*", "*") else f"{prefix(server)}{tool}"


def taken_apart(name: str) -> tuple[str, str] | None:
    """The server and tool of the engine's name, as the engine itself finds them."""
    found = _SPLIT.fullmatch(name)
    return (found[1], found[2]) if found else None
