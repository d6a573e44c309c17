"""Characters that a reader cannot see, or that rearrange what is seen, made visible."""

import re

_INVISIBLE = (
    "\\0-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"  # Arabic and Syriac format characters
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"  # zero width, bidirectional, separators
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # fillers, variation selectors
    "\ud800-\udfff\ufdd0-\ufdef"  # lone surrogates, noncharacters
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags and more variation selectors: text hidden in text
)
_FIND = re.compile(f"[{_INVISIBLE}]")


def visible(text: str) -> str:
    """The text with each invisible character shown as its number: ⟨U+202E⟩."""
    if text.isascii() and text.isprintable():
        return text
    return _FIND.sub(_shown, text.replace("\r\n", "\n"))


def in_one_line(text: str) -> str:
    """Likewise, line ends too: for a place where a second line could be taken for ours."""
    return visible(text).replace("\n", "⟨U+000A⟩")


def _shown(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"
