"""A file of tools → tools with their context, one at a time, in input order.

Three forms are read: a `tools/list` result (or the whole JSON-RPC answer), an array of
tools, and JSON lines of `{"server": {"title", "description"}, "tool": {…}}`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from catalog.errors import InputError
from catalog.model.tool import Context, Malformed, Tool
from catalog.reading import parse_json, read_tool


class Entry(NamedTuple):
    """One entry of a file: where it stood, its server's name, and the tool or what is none."""

    place: str
    server: str
    context: Context
    tool: Tool | Malformed


def read_file(name: str) -> Iterator[Entry]:
    """The entries of the file `name` (`-`: standard input).

    Raises InputError when nothing in it can be read; a bad entry comes as Malformed.
    """
    data = _bytes_of(name)
    if not data.strip():
        raise InputError(f"{name} is empty; give a tools/list result")
    try:
        value = parse_json(data)
    except (ValueError, RecursionError) as error:
        if any(_is_row(_parsed(line)) for line in data.splitlines()):
            return _lines(name, data)
        raise InputError(f"{name} is not JSON: {error}; give a tools/list result") from error
    return _lines(name, data) if _is_row(value) else _listed(name, _tool_list(name, value))


def _bytes_of(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot read {name}: {error.strerror}; give a file of tools, or - for stdin"
        ) from error


def _lines(name: str, data: bytes) -> Iterator[Entry]:
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _line(f"{name}:{number}", number, _parsed(line))


def _line(place: str, number: int, row: Any) -> Entry:
    if not isinstance(row, dict):
        reason = "is not a JSON object"
        return Entry(place, "", Context(), Malformed(position=number, reason=reason, excerpt=""))
    server = row.get("server")
    server = server if isinstance(server, dict) else {}
    title, description = _text(server.get("title")), _text(server.get("description"))
    context = Context(title=title, description=description)
    return Entry(place, title or "", context, read_tool(row.get("tool"), number))


def _listed(name: str, entries: list[Any]) -> Iterator[Entry]:
    names = sorted({str(each["name"]) for each in entries if _is_named(each)})
    for position, entry in enumerate(entries):
        tool = read_tool(entry, position)
        undescribed = isinstance(tool, Tool) and not tool.description
        context = Context(siblings=tuple(names)) if undescribed else Context()
        yield Entry(f"{name}[{position}]", "", context, tool)


def _is_named(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("name"), str)


def _tool_list(name: str, value: Any) -> list[Any]:
    if isinstance(value, dict):
        inner = value.get("result", value)
        value = inner.get("tools") if isinstance(inner, dict) else None
        if isinstance(inner, dict) and "mcpServers" in inner:
            raise InputError(
                f"{name} is an MCP client's configuration, which names servers and not their "
                "tools; give what a server answers to tools/list"
            )
    if not isinstance(value, list):
        raise InputError(f'{name} holds no tools: give {{"tools": […]}}, an array, or JSON lines')
    return value


def _is_row(value: Any) -> bool:
    return isinstance(value, dict) and "tool" in value


def _parsed(data: bytes) -> Any:
    """The value, or None where there is none to be had."""
    try:
        return parse_json(data)
    except (ValueError, RecursionError):
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
