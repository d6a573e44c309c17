"""A text as its reader takes it: lower case, without accents, invisible characters or width.

One character of a text becomes one of its folded form, so that a place in one is a place
in the other; only where invisible characters are left out, the places are counted.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from catalog.letters import IGNORABLE

HIDDEN = f"\u0300-\u036f\U0001d173-\U0001d17a{IGNORABLE}"
"""Characters that show nothing, and marks that combine with the character before them."""
INVISIBLE = re.compile(f"[{HIDDEN}]+")
FOLDABLE = (
    "\u00aa\u00ba\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff\u2100-\u214f\u2460-\u24ff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff"
)
"""Letters that fold to others in more than their case: where none is, lower case is enough."""


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
_FOLDED = bytes(FOLD[code] for code in range(128)).ljust(256)
"""The folded form of ASCII."""
FEW = 16
"""Different characters that are quicker replaced one after the other."""
LATIN = re.compile(r"[a-z0-9]+")


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
        return Folded(lower(raw), raw, None)
    places: list[int] = []
    at = 0
    for hidden in INVISIBLE.finditer(raw):
        places += range(at, hidden.start())
        at = hidden.end()
    places += range(at, len(raw))
    return Folded(lower(INVISIBLE.sub("", raw)), raw, places)


def lower(raw: str) -> str:
    """The text with each character folded: most texts have few that fold in their own way."""
    if raw.isascii():
        return raw.encode().translate(_FOLDED).decode()
    strange = [each for each in set(raw) if not each.isascii() and FOLD[ord(each)] != ord(each)]
    if len(strange) > FEW:
        return raw.translate(FOLD)
    for each in strange:
        raw = raw.replace(each, chr(FOLD[ord(each)]))
    small = raw.lower()
    if len(small) != len(raw):  # İ grows
        return raw.translate(FOLD)
    return small.replace("_", " ").replace("'", " ").replace("`", " ")
