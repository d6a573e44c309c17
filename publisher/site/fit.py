"""A stranger's text, cut so that what is written of it takes no more than some bytes.

One character may become fourteen bytes, where it is shown as its number: so a page that has
to stay light counts what is written, not what is said.
"""

from functools import lru_cache

from markupsafe import escape

from publisher.site.visible import visible

MOST = 14
"""Bytes that one character may take: ⟨U+E0001⟩."""

MORE = "…"


def fit(text: str, limit: int) -> str:
    """The text, or as much of its beginning as can be written in `limit` bytes."""
    if len(text) * MOST <= limit or size(text) <= limit:
        return text
    room, kept = limit - len(MORE.encode()), 0
    for character in text:
        room -= _of_character(character)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + MORE


def size(text: str) -> int:
    """The bytes in which the text is written."""
    return len(str(escape(visible(text))).encode())


@lru_cache(4096)
def _of_character(character: str) -> int:
    return size(character)
