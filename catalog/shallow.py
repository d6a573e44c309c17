"""A JSON text that is nested deeper than can be parsed → one that can, cut where nothing is kept.

So what is too deep in one entry costs only that entry, and not the text that it came in.
"""

import re

from catalog.reading import DEPTH
from catalog.scanning import STRING

LEVELS = DEPTH + 8
"""Levels that stay: an entry, few levels within its text, is still seen to be too deep."""

_OPENING = (b"[", b"{")
_TOKEN = re.compile(STRING + rb'|["\[\]{}]', re.DOTALL)
"""A quote alone is one that nothing ends: what stands behind it is not gone through again."""


def shallow(text: bytes) -> bytes:
    """The text with null for each value that lies deeper. Linear; what is broken stays so."""
    kept: list[bytes] = []
    level = start = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == b'"':
            break
        if token in _OPENING:
            level += 1
            if level == LEVELS + 1:
                kept += [text[start : found.start()], b"null"]
                start = len(text)
        elif len(token) == 1:
            if level == LEVELS + 1:
                start = found.end()
            level -= 1
    return b"".join([*kept, text[start:]])
