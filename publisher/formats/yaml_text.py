"""YAML written by the line, with a digest behind what is ours.

Every text that is written stands in double quotes, ASCII only: no name can end its own quoting,
be taken for a number, a reference or a comment, or look like another line.
"""

import re

from publisher.formats.spelling import quoted, unicode, whole

KEY = 1_000
"""Characters of a quoted key; YAML wants the colon within 1,024."""

_OURS = re.compile(r"[ ]# (?:(sha256(?:-raw)?:[0-9a-f]{64})|toolrisk)\s*$")


def sentence(text: str) -> str:
    """A text for people, quoted; what cannot be written in it is replaced by U+FFFD."""
    return quoted(whole(text))


def key_sized(text: str) -> bool:
    """Whether the text can be a key."""
    return unicode(text) and len(quoted(text)) <= KEY


def signed(line: str, digest: str) -> str:
    """The line with the digest that tells that it is ours; `toolrisk` for one that has none."""
    return f"{line}  # {digest}"


def is_ours(line: str) -> bool:
    """Whether the line was signed."""
    return _OURS.search(line) is not None


def signature(line: str) -> str | None:
    """The digest behind a line of ours."""
    found = _OURS.search(line)
    return found[1] if found else None
