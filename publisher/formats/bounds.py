"""How much of a user's document is read."""

from catalog.errors import InputError

SIZE = 4 << 20
"""Characters of a document: ten times what a policy of a thousand tools has."""

DEPTH = 100
"""Levels of nesting; those who encode and compose recurse."""


def bounded(text: str, kind: str) -> str:
    """The text. Raises InputError for one that is too long to be a `kind`."""
    if len(text) > SIZE:
        raise InputError(f"no {kind}: it is larger than {SIZE >> 20} MB; name another file")
    return text
