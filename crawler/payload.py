"""A registry's answer as JSON, read so that no single row can make the others unreadable."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

import orjson

from catalog.model.listing import Listing, Rejected

Unread = Any
"""A row as the registry gave it."""

ROW_BYTES = 256 * 1024
"""The longest row that is read; the longest of 2,354 real ones has 61,454 bytes."""

DEPTH = 64
"""The deepest nesting that is read; real rows stay under 12."""

EXCERPT = 200
"""Characters of a rejected row that are kept."""

_TOKEN = re.compile(rb'"(?>(?:[^"\\]|\\.)*)"?|[\[{]|[\]}]', re.DOTALL)


def read_json(payload: bytes) -> Any:
    """The value of `payload`; raises ValueError for what is not JSON.

    What a publisher can put into one row and what parsers refuse (nesting beyond theirs,
    lone surrogates, numbers of thousands of digits, bytes that are no UTF-8) is read as
    far as it can be.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return json.loads(_shallow(payload).decode(errors="replace"), parse_int=float)


def read_rows(
    rows: Iterable[Unread],
    source: str,
    read: Callable[[Unread], Listing],
    name: Callable[[Unread], object],
) -> tuple[tuple[Listing, ...], tuple[Rejected, ...]]:
    """The rows that `read` can read, and the others with what it raised (ValueError).

    `name` finds the id of a row that could not be read; anything else than a word is none.
    """
    listings, bad = [], []
    for row in rows:
        try:
            if len(orjson.dumps(row)) > ROW_BYTES:
                raise ValueError(f"is longer than {ROW_BYTES} bytes")  # noqa: TRY301 - one way out
            listings.append(read(row))
        except (ValueError, orjson.JSONEncodeError) as error:
            bad.append(rejected(row, source, str(error), name(row)))
    return tuple(listings), tuple(bad)


def digest_of(row: dict[str, Any], *, without: Collection[str]) -> str:
    """SHA-256 of a row but for the members named, which change when nothing else does."""
    told = {name: value for name, value in row.items() if name not in without}
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def rejected(row: Unread, source: str, reason: str, name: object) -> Rejected:
    """A row that could not be read, under its name if it has one."""
    try:
        text = json.dumps(row)
    except RecursionError:
        text = "nested too deeply to be shown"
    if not isinstance(name, str) or not name.isascii() or not name:
        name = f"unnamed-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return Rejected(source=source, source_id=name[:200], reason=reason, excerpt=text[:EXCERPT])


def _shallow(payload: bytes) -> bytes:
    """`payload` with null in the place of whatever lies deeper than DEPTH."""
    kept, depth, start = [], 0, 0
    for token in _TOKEN.finditer(payload):
        if token[0] in b"[{":
            depth += 1
            if depth == DEPTH + 1:
                kept += [payload[start : token.start()], b"null"]
        elif token[0] in b"]}":
            if depth == DEPTH + 1:
                start = token.end()
            depth -= 1
    return b"".join([*kept, payload[start:]]) if depth <= DEPTH else b""
