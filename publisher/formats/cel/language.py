"""Pure: texts in CEL, the expression language of gateways.

Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md, read in November 2026.
"""

import re

from catalog.errors import InputError

STRING = r'"(?:[^"\\\n]|\\[^\n])*"'
"""What matches a string as it is written here."""

SHORT = 4
"""Digits of an escape of the short kind."""

_UNSAFE = re.compile(r"[^ !#-\[\]-~]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}


def quoted(text: str) -> str:
    """A string of CEL, ASCII only and on one line."""
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    if match[0] in '"\\':
        return f"\\{match[0]}"
    digits = f"{ord(match[0]):04x}"
    return f"\\u{digits}" if len(digits) == SHORT else f"\\U{digits:0>8}"


def unquoted(string: str) -> str:
    """What a string of CEL means. Raises InputError for a character that there is not."""
    try:
        text = _ESCAPE.sub(_meant, string[1:-1])
        text.encode()
    except ValueError as error:
        raise InputError(f"no character is written as in {string[:40]}; mend it") from error
    return text


def _meant(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _MEANT.get(match[3], match[3])
