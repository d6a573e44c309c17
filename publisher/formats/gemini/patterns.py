r"""A condition as Gemini CLI's `argsPattern`, a regular expression, and back.

Learned by running the real engine. It writes the arguments as JSON with sorted keys, without
spaces, and with a NUL before and after each key and value of the outermost object: no string
of a caller's has one there, as JSON escapes it. So `\x00"action":"list"\x00` is found exactly
where the argument itself is that string, and neither in another string nor further inside.
It takes no expression of more than 2,048 characters.
"""

import json
import re

from catalog.model.policy import Condition
from publisher.formats.javascript import stringified, units

LONGEST = 2_048
ROOM = 400
"""Characters of an expression for a parameter, or a value, that can be written."""

_PLAIN = frozenset(map(ord, '"_ -')) | {unit for unit in range(128) if chr(unit).isalnum()}
_PATTERN = re.compile(r'\\x00("[^:]*"):\(\?:("[^()]*")\)\\x00')
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def writable(text: str) -> bool:
    """Whether a parameter or a value is short enough."""
    return len(_literal(text)) <= ROOM


def patterns(when: Condition) -> list[str]:
    """Expressions for the condition: each for as many of its values as have room in one."""
    head = rf"\x00{_literal(when.parameter)}:(?:"
    found: list[str] = []
    for value in map(_literal, when.values):
        if found and len(found[-1]) + len(value) + len(r"|)\x00") <= LONGEST:
            found[-1] += f"|{value}"
        else:
            found.append(head + value)
    return [rf"{each})\x00" for each in found]


def condition(pattern: str) -> Condition | None:
    """What `patterns` wrote; None for any other expression."""
    found = _PATTERN.fullmatch(pattern)
    if not found:
        return None
    try:
        parameter, *values = (_text(each) for each in (found[1], *found[2].split("|")))
    except ValueError:
        return None
    made = Condition(parameter=parameter, values=tuple(values))
    return made if pattern in patterns(made) else None


def _literal(text: str) -> str:
    """The expression for the string as it stands in the JSON."""
    return "".join(
        chr(unit) if unit in _PLAIN else f"\\u{unit:04x}" for unit in units(stringified(text))
    )


def _text(literal: str) -> str:
    """Raises ValueError for what is no expression of ours."""
    escaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), literal)
    whole = escaped.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
    return str(json.loads(whole))
