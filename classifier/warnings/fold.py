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
_FOLDED = bytes(FOLD[code] for code in range(128)).ljust(256)
"""The folded form of ASCII."""
FEW = 16
"""Different characters that are quicker replaced one after the other."""
_FOLDABLE = re.compile(
    "[\u00aa\u00ba\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff\u2100-\u214f\u2460-\u24ff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff]"
)
"""Letters that fold to others in more than their case: where none is, lower case is enough."""
LATIN = re.compile(r"[a-z0-9]+")

FOREIGN, UNSEEN, LONG, GAP = "FOREIGN", "UNSEEN", "LONG", "GAP"
"""Signs beside the words of a text, none of which is in capitals: it is not all ASCII, it has
characters that are INVISIBLE, a word of LONGEST characters, a gap as wide as BLANKS."""
LONGEST = 28
"""Letters and digits in a row that may be part of an encoded run; + and / are rare in one of
ASCII, as no letter, digit or space makes them, and hardly one has no digit at all."""
BLANKS = " " * 40
CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
MARKS = CONTROLS | frozenset("<%&\\@")
"""ASCII characters that stand among the words where they are in a text."""
_ORDINARY = bytes(code for code in range(128) if chr(code) not in MARKS)
_RUNS = bytes(ord("x") if chr(code).isalnum() else ord(" ") for code in range(128)) + b" " * 128
_RUN = b"x" * LONGEST


class Glance(NamedTuple):
    """A first look at texts: as they came, folded, and those of their words that alarms know.

    Their marks and signs stand among the words. `cased` is true where nothing but the case
    was folded.
    """

    raw: str
    plain: str
    words: set[str]
    cased: bool = True


def glance(raw: str, known: frozenset[str]) -> Glance:
    """A first look at a text, for the words that are known."""
    if not raw.isascii():
        return _foreign(raw, known)
    data = raw.encode()
    plain = data.translate(_WORDS).decode()
    words = set(known.intersection(plain.split()))
    words.update(data.translate(None, _ORDINARY).decode())
    if _RUN in data.translate(_RUNS):
        words.add(LONG)
    if BLANKS in plain:
        words.add(GAP)
    return Glance(raw, plain, words)


def _foreign(raw: str, known: frozenset[str]) -> Glance:
    met = "".join(set(raw))
    unseen = INVISIBLE.search(met)
    cased = not (unseen or _FOLDABLE.search(met))
    if cased:
        plain = raw.lower()
        row = raw.encode("ascii", "replace").translate(_WORDS).decode().split()
    else:
        plain = INVISIBLE.sub("", raw).translate(FOLD)
        row = LATIN.findall(plain)
    words = {FOREIGN, *known.intersection(row), *known.intersection(met)}
    if unseen:
        words.add(UNSEEN)
    if max(map(len, row), default=0) >= LONGEST:
        words.add(LONG)
    if BLANKS in plain.replace("\n", " "):
        words.add(GAP)
    return Glance(raw, plain, words, cased)


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
        return Folded(_lower(raw), raw, None)
    places: list[int] = []
    at = 0
    for hidden in INVISIBLE.finditer(raw):
        places += range(at, hidden.start())
        at = hidden.end()
    places += range(at, len(raw))
    return Folded(_lower(INVISIBLE.sub("", raw)), raw, places)


def _lower(raw: str) -> str:
    """The text with each character folded: most texts have few that fold in their own way."""
    if raw.isascii():
        return raw.encode().translate(_FOLDED).decode()
    strange = [each for each in set(raw) if not each.isascii() and FOLD[ord(each)] != ord(each)]
    if len(strange) > FEW:
        return raw.translate(FOLD)
    for each in strange:
        raw = raw.replace(each, chr(FOLD[ord(each)]))
    lower = raw.lower()
    if len(lower) != len(raw):  # İ grows
        return raw.translate(FOLD)
    return lower.replace("_", " ").replace("'", " ").replace("`", " ")
