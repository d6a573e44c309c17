"""A registry's answer as JSON, read so that no single row can make the others unreadable."""

import hashlib
import json
import re
from typing import Any

import orjson

from catalog.model.listing import Rejected

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


def rejected(row: Any, source: str, reason: str) -> Rejected:
    """A row that could not be read, under its name if it has one."""
    try:
        text = json.dumps(row)
    except RecursionError:
        text = "nested too deeply to be shown"
    server = row.get("server", row) if isinstance(row, dict) else None
    name = server.get("name") if isinstance(server, dict) else None
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
