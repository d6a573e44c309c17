"""A client's configuration file → the entries of its servers. The file is anybody's."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyjson5

from catalog.errors import InputError
from catalog.model.value import Value
from crawler.row import Row

BYTES = 64 << 20
"""The largest file that is read: Claude Code's also holds the history of its projects."""

DEPTH = 64
"""The deepest nesting that is read."""

_SECTIONS = (("mcpServers",), ("servers",), ("mcp", "servers"), ("context_servers",))
"""Where servers stand in a file; VS Code alone calls them `servers`."""


class Entry(Value):
    """One server of one file, as it stands there: secrets and all, so it is never kept."""

    client: str
    path: Path
    line: int
    name: str
    settings: Any


def entries(client: str, path: Path, folders: Sequence[Path]) -> Iterator[Entry]:
    """The file's servers: everybody's, and those of the project in these folders.

    Raises InputError where the file cannot be read as a client would.
    """
    text = _text(path)
    try:
        row = Row(pyjson5.decode(text, maxdepth=DEPTH))
        for keys, section in _sections(row, folders):
            for name, settings in section.value.items():
                line = _line(text, (*keys, name))
                yield Entry(client=client, path=path, line=line, name=name, settings=settings)
    except pyjson5.Json5DecoderException as error:
        raise InputError(
            f"{path}:{_where(text, error)}: {_what(error)}; correct it there"
        ) from None
    except ValueError as error:
        raise InputError(f"{path}: {error}; correct it there") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name another file") from error
    if len(data) > BYTES:
        raise InputError(f"{path}: has more than {BYTES >> 20} MB; name another file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}; correct it there") from None


def _sections(row: Row, folders: Sequence[Path]) -> Iterator[tuple[tuple[str, ...], Row]]:
    for keys in _SECTIONS:
        yield keys, _under(row, keys)
    projects = row.row("projects") if isinstance(row.get("projects"), dict) else Row({})
    for folder in map(str, folders):
        keys = (folder, "mcpServers")
        yield keys, _under(projects, keys)


def _under(row: Row, keys: tuple[str, ...]) -> Row:
    for key in keys:
        row = row.row(key)
    return row


def _line(text: str, keys: tuple[str, ...]) -> int:
    """The line where the last of these keys stands, each looked for after the one before."""
    at = 0
    for key in keys:
        found = re.compile(rf'["\']?{re.escape(key)}["\']?\s*:').search(text, at)
        at = found.start() if found else at
    return text.count("\n", 0, at) + 1


def _where(text: str, error: pyjson5.Json5DecoderException) -> int:
    found = re.search(r"near (\d+)", str(error.args[0]))
    return text.count("\n", 0, int(found[1])) + 1 if found else 1


def _what(error: pyjson5.Json5DecoderException) -> str:
    return re.sub(r" (?:starting )?near \d+$", "", str(error.args[0]))
