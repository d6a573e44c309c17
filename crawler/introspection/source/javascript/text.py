"""What a JavaScript literal says. https://tc39.es/ecma262/#sec-literals-string-literals"""

import re

from tree_sitter import Node

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONTINUED = {"\n", "\r\n", "\r", "\u2028", "\u2029"}
LONGEST_NUMBER = 40


def text_of(node: Node) -> str:
    """A node's own source."""
    return (node.text or b"").decode(errors="replace")


def unescaped(source: str) -> str:
    """A string's content, from between its quotes."""
    return _ESCAPE.sub(_meant, source) if "\\" in source else source


def _meant(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        point = int(digits, 16)
        surrogate = 0xD800 <= point < 0xE000  # noqa: PLR2004, the range of surrogates
        return "\ufffd" if surrogate or point > 0x10FFFF else chr(point)  # noqa: PLR2004
    return "" if found[4] in _CONTINUED else _SHORT.get(found[4], found[4])


def number_of(source: str) -> int | float | None:
    """A number literal; None for one that Python writes otherwise."""
    try:
        plain = source.replace("_", "").removesuffix("n")
        if len(plain) > LONGEST_NUMBER:
            return None
        return int(plain, 0) if re.fullmatch(r"0[xXoObB]\w+|\d+", plain) else float(plain)
    except ValueError:
        return None
