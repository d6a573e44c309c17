"""Pure: texts in CEL, the expression language of gateways.

Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md, read in November 2026.
"""

import re

from publisher.formats import spelling

STRING = r'"(?:[^"\\\n]|\\[^\n])*"'
"""What matches a string as it is written here."""

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}


def unquoted(string: str) -> str:
    """What a string of CEL means. Raises InputError for a character that there is not."""
    return spelling.unquoted(string, _ESCAPE, _MEANT)
