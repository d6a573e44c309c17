"""Pure: what strangers' programs print, fit to be kept and shown."""

import re

LINE_CHARACTERS = 300

_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""Terminal sequences, control characters but tab and newline, and what turns text around."""


def printable(text: str) -> str:
    """Without what could move a cursor, colour a terminal or turn the text around."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """All of it in one line, cut to what a reader takes in."""
    line = " ".join(printable(text).split())
    return line if len(line) <= LINE_CHARACTERS else f"{line[: LINE_CHARACTERS - 1]}…"


def last_line(text: str) -> str:
    """The last line with anything on it: where a crashing program says why."""
    lines = [line for line in printable(text).splitlines() if line.strip()]
    return one_line(lines[-1]) if lines else ""
