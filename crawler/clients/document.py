"""A client's configuration file → the entries of its servers. The file is anybody's."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyjson5

from catalog.errors import InputError
from catalog.model.value import Value
from crawler.row import Row

BYTES = 64 << 20
"""The largest file that is read: Claude Code's also holds the history of its projects."""

SERVERS = 500
"""The most that one place in a file may name."""

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
            servers = _bounded(section)
            lines = _lines(text, keys, servers)
            for (name, settings), line in zip(servers.items(), lines, strict=True):
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


def _bounded(section: Row) -> Mapping[str, Any]:
    servers: Mapping[str, Any] = section.value
    if len(servers) > SERVERS:
        raise ValueError(f"{section.place} names {len(servers)} servers, more than {SERVERS}")
    return servers


def _under(row: Row, keys: tuple[str, ...]) -> Row:
    for key in keys:
        row = row.row(key)
    return row


def _lines(text: str, keys: Sequence[str], names: Iterable[str]) -> Iterator[int]:
    """The line of each name below these keys, each looked for after the one before."""
    at, line = 0, 1
    section = len(keys)
    for position, key in enumerate((*keys, *names)):
        quoted = re.escape(json.dumps(key, ensure_ascii=False))
        found = re.compile(rf"{quoted}\s*:").search(text, at)
        if found:
            line += text.count("\n", at, found.start())
            at = found.start()
        if position >= section:
            yield line


def _where(text: str, error: pyjson5.Json5DecoderException) -> int:
    found = re.search(r"near (\d+)", str(error.args[0]))
    return text.count("\n", 0, int(found[1])) + 1 if found else 1


def _what(error: pyjson5.Json5DecoderException) -> str:
    return re.sub(r" (?:starting )?near \d+$", "", str(error.args[0]))
