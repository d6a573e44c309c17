"""A comment at the end of a line of ours: JSON, and after it what the user's own comment said."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

MARK = "# toolrisk "
_JSON = json.JSONDecoder()


class Note(NamedTuple):
    """What our comment says (None where it is no comment of ours), and the user's own comment."""

    ours: Mapping[str, Any] | None
    theirs: str


def note(comment: str) -> Note:
    """What a comment says, which begins with its #."""
    if not comment.startswith(MARK):
        return Note(None, comment)
    try:
        said, end = _JSON.raw_decode(comment, len(MARK))
    except (ValueError, RecursionError):
        return Note(None, comment)
    return Note(said, comment[end:].strip()) if isinstance(said, dict) else Note(None, comment)


def in_ascii(said: Mapping[str, Any]) -> str:
    """The JSON in ASCII, without what TOML forbids in a comment."""
    return json.dumps(said).replace("\x7f", "\\u007f")


def comment(said: Mapping[str, Any], theirs: str = "") -> str:
    """The comment."""
    text = MARK + in_ascii(said)
    return f"{text} {theirs}" if theirs else text
