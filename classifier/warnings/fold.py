"""A text as its reader takes it: lower case, without accents, invisible characters or width.

One character of a text becomes one of its folded form, so that a place in one is a place
in the other; only where invisible characters are left out, the places are counted.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Characters that show nothing, and marks that combine with the character before them."""


_ACCENTS = range(0x300, 0x370)


class _Fold(dict[int, int]):
    """Code point → that of its folded form, found when it is first asked for."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> int:
    if character in "_'’`´":
        return ord(" ")
    plain = unicodedata.normalize("NFKC", character).lower()
    if len(plain) != 1:
        return ord(character)
    parts = unicodedata.normalize("NFD", plain)
    accents = parts[1:] and all(ord(each) in _ACCENTS for each in parts[1:])
    return ord(parts[0] if accents else plain)


FOLD = _Fold()
_LETTERS = {code: FOLD[code] if chr(code).isalnum() else ord(" ") for code in range(32, 127)}
_WORDS = bytes({**dict.fromkeys(b"\n\t\r", 32), **_LETTERS}.get(code, code) for code in range(256))
"""ASCII as words with spaces between; control characters are left as they are."""
_FOLDABLE = re.compile(
    "[\u00aa\u00ba\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff\u2100-\u214f\u2460-\u24ff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff]"
)
"""Letters that fold to others in more than their case: where none is, lower case is enough."""
LATIN = re.compile(r"[a-z0-9]+")


class Glance:
    """A first look at a text: as it came, folded, and its words in order.

    `marks` are its characters, each once, where some are not ASCII; `cased` is true where
    nothing but the case was folded.
    """

    def __init__(
        self, raw: str, plain: str, row: list[str], marks: str = "", *, cased: bool = True
    ) -> None:
        self.raw = raw
        self.plain = plain
        self.row = row
        self.marks = marks
        self.cased = cased

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in no order."""
        return frozenset(self.row)

    @cached_property
    def longest(self) -> int:
        """Characters of its longest word."""
        return max(map(len, self.row), default=0)


def glance(raw: str) -> Glance:
    """A first look at a text."""
    if raw.isascii():
        plain = raw.encode().translate(_WORDS).decode()
        return Glance(raw, plain, plain.split())
    marks = "".join(set(raw))
    cased = not (INVISIBLE.search(marks) or _FOLDABLE.search(marks))
    plain = raw.lower() if cased else INVISIBLE.sub("", raw).translate(FOLD)
    return Glance(raw, plain, LATIN.findall(plain), marks, cased=cased)


class Folded(NamedTuple):
    """A folded text, the raw one, and where in that each character stands if some are left out."""

    words: str
    raw: str
    places: Sequence[int] | None

    def quote(self, start: int, end: int) -> str:
        """The raw words of a stretch."""
        if self.places is None:
            return self.raw[start:end]
        return self.raw[self.places[start] : self.places[end - 1] + 1]


def fold(raw: str) -> Folded:
    """The folded form of a text."""
    if raw.isascii() or not INVISIBLE.search(raw):
        return Folded(raw.translate(FOLD), raw, None)
    places: list[int] = []
    at = 0
    for hidden in INVISIBLE.finditer(raw):
        places += range(at, hidden.start())
        at = hidden.end()
    places += range(at, len(raw))
    return Folded(INVISIBLE.sub("", raw).translate(FOLD), raw, places)
