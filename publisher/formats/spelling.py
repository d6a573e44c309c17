"""Pure: texts of strangers as they are written, and what cannot be written of them.

JSON can hold half of a character, a lone surrogate; text that is to be encoded cannot.
"""

import json
import re
from collections.abc import Mapping

from catalog.errors import InputError

_HALF = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(r"[^ !#-\[\]-~]")


def unicode(text: str) -> bool:
    """Whether it can be written as UTF-8."""
    return not _HALF.search(text)


def whole(text: str) -> str:
    """The text with U+FFFD for each half of a character."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def joined(server: str, tool: str) -> str | None:
    """What tells every name that is Unicode from every other, and None for any other name."""
    return json.dumps([server, tool]) if unicode(server) and unicode(tool) else None


def encodable(text: str) -> str:
    """A JSON text with each half of a character escaped."""
    return _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def quoted(text: str) -> str:
    """The text in double quotes, ASCII only and on one line, as YAML and CEL read it."""
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character in '"\\':
        return f"\\{character}"
    return f"\\U{ord(character):08x}" if character > "\uffff" else f"\\u{ord(character):04x}"


def unquoted(string: str, escape: re.Pattern[str], meant: Mapping[str, str]) -> str:
    """What a text in quotes means in a language with these escapes.

    The last group of `escape` is a character behind a backslash, any other the digits of a code.
    Raises InputError for a character that there is not.
    """

    def character(found: re.Match[str]) -> str:
        *codes, other = found.groups()
        code = next(filter(None, codes), None)
        return chr(int(code, 16)) if code else meant.get(other, other)

    try:
        text = escape.sub(character, string[1:-1])
        text.encode()
    except (ValueError, OverflowError) as error:
        raise InputError(f"no character is written as in {string[:40]!a}; mend it") from error
    return text
