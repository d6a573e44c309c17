"""What Claude Code compares: the names that it makes of servers and tools, and which rules match.

Learned by running the real client and reading what it does with names. It calls a tool
`mcp__SERVER__TOOL`, each part with `_` for whatever is no ASCII letter, digit, `_` or `-` (two
for a character beyond U+FFFF, which JavaScript counts as two); in a name that begins with
"claude.ai ", as those of connectors do, one `_` stands for several, and none at its ends. A
rule is compared with the whole of that. Taken apart at each `__`, a rule's first part is its
server, the rest its tool; one without a tool, or with `*` in it, is for many tools.
"""

import re
from fnmatch import translate
from typing import NamedTuple

from publisher.formats.javascript import underscored

_OTHER = re.compile(r"[^A-Za-z0-9_-]")
_CONNECTOR = "claude.ai "


class Named(NamedTuple):
    """A rule or a tool taken apart; `tool` is None in a rule for a whole server."""

    server: str
    tool: str | None


def called(server: str, tool: str) -> str:
    """The client's name of the tool, and the rule that is for it alone."""
    return f"{prefix(server)}{_normal(tool)}"


def prefix(server: str) -> str:
    """What the names of all tools of the server begin with."""
    return f"mcp__{_normal(server)}__"


def _normal(name: str) -> str:
    made = underscored(_OTHER, name)
    return re.sub("_+", "_", made).strip("_") if name.startswith(_CONNECTOR) else made


def bare(rule: str) -> str:
    """A rule without empty parentheses; "" for one with more in them, which the client ignores."""
    name, _, rest = rule.partition("(")
    return name if rest in ("", ")", "*)") else ""


def taken_apart(rule: str) -> Named | None:
    """None for what is about no server."""
    kind, _, rest = bare(rule).partition("__")
    server, separator, tool = rest.partition("__")
    return Named(server, tool if separator else None) if kind == "mcp" and server else None


def matches(rule: str, name: str) -> bool:
    """Whether a rule is for the tool of this name."""
    if bare(rule) == name or _glob(bare(rule), name):
        return True
    ruled, tool = taken_apart(rule), taken_apart(name)
    if ruled is None or tool is None or ruled.server != tool.server:
        return False
    return ruled.tool in (None, "*") or _glob(ruled.tool or "", tool.tool or "")


def for_many(rule: str) -> bool:
    """Whether a rule is for more than the tool of its name."""
    named = taken_apart(rule)
    return "*" in bare(rule) or (named is not None and named.tool is None)


def about(rule: str, server: str) -> bool:
    """Whether a rule is for tools of this server, one or many."""
    if bare(rule).startswith(prefix(server)):
        return True
    ruled, own = taken_apart(rule), taken_apart(prefix(server))
    if ruled is None or own is None or ruled.server != own.server:
        return False
    return ruled.tool is None or "*" in ruled.tool


def _glob(pattern: str, name: str) -> bool:
    """Only `*` is special in a rule."""
    if "*" not in pattern:
        return False
    literal = pattern.replace("[", "[[]").replace("?", "[?]")
    return re.compile(translate(literal)).match(name) is not None
