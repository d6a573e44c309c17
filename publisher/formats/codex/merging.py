"""Writes servers' tables into a Codex configuration, all else in it as it was."""

import re
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import Item

from catalog.errors import InputError
from publisher.adapt import Stack
from publisher.formats.codex.tables import KIND, Mode, Server
from publisher.formats.members import table
from publisher.formats.toml_text import read_toml

_ABUTTING = re.compile(r"^approval_mode = .* # toolrisk .*\n(?=\[)", re.MULTILINE)
"""A line of ours after which the next table begins without an empty line between."""


def merged(document: tomlkit.TOMLDocument, stack: Stack) -> str:
    """The configuration with these policies. Raises InputError where its layout forbids it."""
    had = table(document, "mcp_servers", KIND)
    held = {
        name: Server.of(table(had, name, KIND)).holding(policy) for name, policy in stack.items()
    }
    wanted = _data(document.unwrap(), held)
    try:
        servers = _under(document, "mcp_servers", super_table=True)
        for name, server in held.items():
            _write(_under(servers, name), server)
        text = _ABUTTING.sub("\\g<0>\n", tomlkit.dumps(document))
        same = _tidy(read_toml(text, KIND)) == _tidy(wanted)
    except (ValueError, TypeError, AttributeError, KeyError, InputError):
        same = False
    if not same:
        raise InputError(
            f"no {KIND}: write each server and each of its tools as a table of its own,"
            " [mcp_servers.NAME.tools.TOOL]; then merge again"
        )
    return text


def _data(document: dict[str, Any], held: Mapping[str, Server]) -> dict[str, Any]:
    """What the configuration has to say in the end."""
    servers = document.setdefault("mcp_servers", {}) if held else {}
    for name, server in held.items():
        row = servers.setdefault(name, {})
        row["enabled_tools"] = list(server.enabled or ())
        tools = row.setdefault("tools", {}) if server.modes else row.get("tools", {})
        for tool, mode in server.modes.items():
            entry = tools.setdefault(tool, {})
            entry.pop("approval_mode", None)
            if mode.value:
                entry["approval_mode"] = mode.value
            elif not entry:
                del tools[tool]
    return document


def _tidy(document: dict[str, Any]) -> dict[str, Any]:
    """Without empty tables of tools, which may stand or not."""
    for row in document.get("mcp_servers", {}).values():
        if not row.get("tools", True):
            del row["tools"]
    return document


def _write(row: Any, server: Server) -> None:
    enabled = list(server.enabled or ())
    if row.get("enabled_tools") != enabled or _comment(row, "enabled_tools") != server.comment:
        array = tomlkit.array().multiline(bool(enabled))
        array.extend(enabled)
        _set(row, "enabled_tools", array, server.comment)
    if server.modes:
        tools = _under(row, "tools", super_table=True)
        for tool, mode in server.modes.items():
            _write_mode(tools, tool, mode)


def _write_mode(tools: Any, tool: str, mode: Mode) -> None:
    entry = _under(tools, tool)
    same = entry.get("approval_mode") == mode.value
    if same and (mode.value is None or _comment(entry, "approval_mode") == mode.comment):
        return
    if mode.value:
        _set(entry, "approval_mode", tomlkit.string(mode.value), mode.comment)
    else:
        del entry["approval_mode"]
        if not entry:
            del tools[tool]


def _set(row: Any, key: str, item: Item, comment: str) -> None:
    row[key] = item
    trivia = row[key].trivia
    trivia.comment_ws, trivia.comment = (" ", comment) if comment else ("", "")


def _comment(row: Any, key: str) -> str:
    return str(row[key].trivia.comment) if key in row else ""


def _under(row: Any, key: str, *, super_table: bool = False) -> Any:
    """The table under a key, made where there is none."""
    if key not in row:
        row[key] = tomlkit.table(is_super_table=super_table)
    return row[key]
