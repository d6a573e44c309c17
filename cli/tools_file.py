"""A file of tools → tools with their context, one at a time, in input order.

Three forms are read: a `tools/list` result (or the whole JSON-RPC answer), an array of
tools, and JSON lines of `{"server": {"title", "description"}, "tool": {…}}`. Lines go by one by
one; a list is held as its bytes, and its entries are parsed one by one.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from catalog.errors import InputError
from catalog.reading import ENTRY_BYTES, Unreadable, parse_entry
from catalog.scanning import Broken, Scanner
from cli.source import PIECE, lines, pieces
from cli.tool_entry import Entry, no_tool, of_list, of_row
from cli.tool_list import ToolList

WANTED = "a tools/list result, an array of tools, or JSON lines; - is stdin"
FORMS = 'give {"tools": […]}, an array, or JSON lines'
LIST_BYTES = 1 << 30
"""The most that a list may have; JSON lines may have any number of bytes."""
LOOKED_AT = 1_000
"""Lines among which there must be one with a tool, where the text is JSON lines."""


def read_file(name: str) -> Iterator[Entry]:
    """The entries of the file `name` (`-`: standard input).

    Raises InputError when nothing in it can be read; a bad entry comes as Malformed.
    """
    text = pieces(name, WANTED)
    head = _head(text)
    start = bytes(head.lstrip())
    if not start:
        raise InputError(f"{name} is empty; give a tools/list result")
    text = chain((bytes(head),), text)
    if start[:1] in (b"[", b"{") and not _is_row(_first_line(start)):
        return _held(name, _hold(name, text))
    if rows := _rows(name, text):
        return rows
    raise InputError(f"{name} {_fault(start)}; {FORMS}")


def _head(text: Iterator[bytes]) -> bytearray:
    """As much as tells the form: the first line, or as much of it as an entry may have."""
    head = bytearray()
    for piece in text:
        head += piece
        if len(head) > ENTRY_BYTES and not head.strip():
            head.clear()
        if len(head) > ENTRY_BYTES or (b"\n" in piece and head.strip()):
            break
    return head


def _hold(name: str, text: Iterable[bytes]) -> bytearray:
    held = bytearray()
    for piece in text:
        held += piece
        if len(held) > LIST_BYTES:
            raise InputError(
                f"{name} holds more than {LIST_BYTES >> 20} MB in one piece; "
                "give JSON lines, which are read one by one"
            )
    return held


def _held(name: str, text: bytearray) -> Iterator[Entry]:
    """The entries of a text that begins as a list; where it is none, it may still be lines."""
    found = ToolList(text)
    if found.trouble and (rows := _rows(name, _again(text))):
        return rows
    if len(found) or (found.lists and not found.trouble):
        broken = (no_tool(name, len(found), found.trouble),) if found.trouble else ()
        return chain(of_list(name, found), broken)
    if found.trouble:
        raise InputError(f"{name} is not JSON: it {found.trouble}; {FORMS}")
    if "tool" in found.names:
        return iter((of_row(name, 1, bytes(text)),))
    if "mcpServers" in found.names:
        raise InputError(
            f"{name} is an MCP client's configuration, which names servers and not their "
            "tools; give what a server answers to tools/list"
        )
    raise InputError(f"{name} holds no tools: {FORMS}")


def _again(text: bytearray) -> Iterator[bytes]:
    return (bytes(text[at : at + PIECE]) for at in range(0, len(text), PIECE))


def _rows(name: str, text: Iterable[bytes]) -> Iterator[Entry] | None:
    """The entries of JSON lines; None where there is no tool in the first of them."""
    more = ((at, line) for at, line in enumerate(lines(text), 1) if line.strip())
    ahead: list[tuple[int, bytes]] = []
    for at, line in more:
        ahead.append((at, line))
        if _is_row(line):
            return (of_row(f"{name}:{at}", at, each) for at, each in chain(ahead, more))
        if len(ahead) == LOOKED_AT or len(line) > ENTRY_BYTES:
            break
    return None


def _is_row(line: bytes) -> bool:
    """Whether the line is an object with a `tool`, as far as its brackets tell."""
    scanner = Scanner(line)
    try:
        return (
            scanner.opening() == b"{"
            and "tool" in [each.name for each in scanner.members()]
            and not scanner.opening()
        )
    except Broken:
        return False


def _first_line(text: bytes) -> bytes:
    return next(lines((text,)), b"")


def _fault(text: bytes) -> str:
    """Why a text that holds no tools holds none."""
    try:
        parse_entry(_first_line(text))
    except Unreadable as error:
        return str(error)
    return "holds no tools"
