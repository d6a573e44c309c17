"""The bytes of one entry of a file → the tool in it with its context, or what is none."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from catalog.model.tool import Context, Malformed, Tool, siblings
from catalog.reading import Unreadable, parse_entry, read_tool
from catalog.repetition import repeated_names

ALONE = Context()
"""The context of a tool beside which nothing is known."""


class Entry(NamedTuple):
    """One entry of a file: where it stood, its server's name, and the tool or what is none."""

    place: str
    server: str
    context: Context
    tool: Tool | Malformed


def of_row(place: str, number: int, data: bytes) -> Entry:
    """The entry in one line of JSON lines."""
    try:
        row = parse_entry(data)
    except Unreadable as error:
        return no_tool(place, number, str(error))
    if not isinstance(row, dict):
        return no_tool(place, number, "is not a JSON object")
    server = row.get("server")
    server = server if isinstance(server, dict) else {}
    said = {key: _text(server.get(key)) for key in ("title", "description", "instructions")}
    tool = _warned(read_tool(row.get("tool"), number), data, row)
    return Entry(place, said["title"] or "", Context(**said), tool)


def of_list(name: str, texts: Iterable[bytes]) -> Iterator[Entry]:
    """The entries of a list, whose texts can be gone over twice.

    A tool without a description is judged beside the names of all of them.
    """
    among: Context | None = None
    for position, data in enumerate(texts):
        tool, context = _tool(data, position), ALONE
        if isinstance(tool, Tool) and not tool.description:
            among = context = among or Context(siblings=siblings(_names(texts)))
        yield Entry(f"{name}[{position}]", "", context, tool)


def no_tool(place: str, position: int, reason: str) -> Entry:
    """An entry that cannot be read at all."""
    return Entry(place, "", ALONE, Malformed(position=position, reason=reason, excerpt=""))


def _tool(data: bytes, position: int) -> Tool | Malformed:
    try:
        value = parse_entry(data)
    except Unreadable as error:
        return Malformed(position=position, reason=str(error), excerpt="")
    return _warned(read_tool(value, position), data, value)


def _warned(tool: Tool | Malformed, data: bytes, value: Any) -> Tool | Malformed:
    """The tool with a warning where its JSON can be read in two ways."""
    if isinstance(tool, Malformed) or not (twice := repeated_names(data, value)):
        return tool
    warning = f"its JSON names {', '.join(map(repr, twice))} twice, and the last counts"
    return tool.model_copy(update={"warnings": (*tool.warnings, warning)})


def _names(texts: Iterable[bytes]) -> Iterator[str]:
    for data in texts:
        tool = _tool(data, 0)
        if isinstance(tool, Tool):
            yield tool.name


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
