"""A client's configuration file → the entries of its servers. The file is anybody's."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyjson5

from catalog.errors import InputError
from catalog.model.value import Value
from crawler.row import Row
from crawler.yaml_text import read_yaml

BYTES = 64 << 20
"""The largest file that is read: Claude Code's also holds the history of its projects."""

SERVERS = 500
"""The most that one place in a file may name."""

DEPTH = 64
"""The deepest nesting that is read."""

_SECTIONS = (
    ("mcpServers",), ("servers",), ("mcp", "servers"), ("context_servers",),
    ("experimental", "modelContextProtocolServers"),
)  # fmt: skip
"""Where servers stand in a file, `mcp_servers` too; VS Code alone calls them `servers`."""

_NAMED = {
    ".toml": r"""^[ \t]*\[+[^\n\]]*(?:{bare}|{quoted})""",
    ".yaml": r"""name:\s*["']?{bare}""",
    ".yml": r"""name:\s*["']?{bare}""",
}
"""How a server is named in files that are no JSON."""


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
    named = _NAMED.get(path.suffix.lower(), "")
    try:
        row = Row(_parsed(path, text))
        for keys, section in _sections(row, folders):
            servers = _bounded(section)
            lines = _named(text, servers, named) if named else _lines(text, keys, servers)
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


def _parsed(path: Path, text: str) -> Any:
    """By the ending of the file's name; raises ValueError, or pyjson5's own errors."""
    suffix = path.suffix.lower()
    if suffix == ".toml":
        return tomllib.loads(text)
    return read_yaml(text.encode()) if suffix in _NAMED else pyjson5.decode(text, maxdepth=DEPTH)


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
    """The servers by name; Continue has a list of them."""
    for key in keys:
        named = row.get(key)
        if isinstance(named, list):
            return Row(_by_name(row, key), key)
        row = row.row(key)
    return row


def _by_name(row: Row, key: str) -> dict[str, Any]:
    rows = list(row.rows(key))
    return {each.text("name") or f"{key}/{at}": each.value for at, each in enumerate(rows)}


def _named(text: str, names: Iterable[str], pattern: str) -> Iterator[int]:
    """The line of each name in a file that is no JSON; the first where it is not found."""
    for name in names:
        words = {"bare": re.escape(name), "quoted": re.escape(json.dumps(name))}
        found = re.compile(pattern.format(**words), re.MULTILINE).search(text)
        yield text.count("\n", 0, found.start()) + 1 if found else 1


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
