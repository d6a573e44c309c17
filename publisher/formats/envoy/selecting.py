"""Pure: names of tools as lists or as regular expressions of RE2, where lists are short.

Source: https://github.com/google/re2/wiki/Syntax, read in November 2026.
"""

import re
import sys
from collections.abc import Sequence

LISTED = 32
"""How many names, or patterns, a selector of Envoy AI Gateway takes."""
NOTHING = r"[^\x00-\x{10FFFF}]"
"""What matches no text at all."""

_PLAIN = re.compile(r"[^0-9A-Za-z_-]")
_CODE = re.compile(r"\\x\{([0-9A-F]{1,6})\}")
_ALTERNATIVES = re.compile(r"\^\(\?:((?:[0-9A-Za-z_|-]|\\x\{[0-9A-F]{1,6}\})*)\)\$")


def patterns(names: Sequence[str]) -> list[str]:
    """Patterns that together match these names alone, as many as a selector takes."""
    size = -(-len(names) // LISTED)
    parts = [names[at : at + size] for at in range(0, len(names), size)] if names else []
    return [f"^(?:{'|'.join(map(_pattern, part))})$" for part in parts] or [NOTHING]


def _pattern(name: str) -> str:
    return _PLAIN.sub(lambda each: f"\\x{{{ord(each[0]):X}}}", name)


def named(pattern: str) -> list[str]:
    """The names that such a pattern matches; none for any other pattern."""
    match = _ALTERNATIVES.fullmatch(pattern)
    if match is None:
        return []
    return [_CODE.sub(_character, each) for each in match[1].split("|")]


def _character(match: re.Match[str]) -> str:
    return chr(min(int(match[1], 16), sys.maxunicode))
