"""A text as a person reads it: without what does not show, in the letters that it looks like.

What hides a word from a program and not from a reader, or the other way round, is undone
before the rules read: characters of no width and no mark, terminal escapes, letters of
other alphabets within a Latin word, and full-width or mathematical letters. Each character
keeps its place in the raw text, so that quotes stay exact.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from classifier.reading import Quote
from classifier.sighting import Match

_UNSEEN = re.compile(
    "\x1b\\[[0-9;?]{0,32}[@-~]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Terminal escapes, controls, and Unicode's characters that are ignored where they stand.
https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point"""

_ALIKE = dict(
    zip(
        "аеорсухіјѕԁԛԝһӏѵкмтвнոսցօɡıɑοανικρτυχεηγАЕОРСУХІЈЅКМНТВΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdqwhlvkmtbhnugogiaoavikptuxenyAEOPCYXIJSKMHTBABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Letters of other alphabets by the Latin ones that they are read as, out of Unicode's
confusables. https://www.unicode.org/Public/security/latest/confusables.txt"""

_LOOKS_LATIN = re.compile(f"[{''.join(_ALIKE)}]")
_STYLED = re.compile(
    "[\uff01-\uff5e\u2100-\u214f\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
)
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
_RUN = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")

Reader = Callable[[str], list[Match]]


def read_plain(text: str, read: Reader, *, name: bool = False) -> list[Match]:
    """What `read` finds in the text as it is read, with quotes of the raw text.

    A `name` is Latin altogether; in other texts only words that mix alphabets are.
    """
    if not _odd(text):
        return read(text)
    plain, places = _plain(text, name=name)
    return [_restored(each, text, places) for each in read(plain)]


def plain_name(name: str) -> str:
    """The name as it is read."""
    return _plain(name, name=True)[0] if _odd(name) else name


def search(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """Where the raw text has what the pattern finds in it as it is read."""
    if not _odd(text):
        found = pattern.search(text)
        return found.span() if found else None
    plain, places = _plain(text, name=False)
    found = pattern.search(plain)
    return _raw(*found.span(), places) if found else None


def _odd(text: str) -> bool:
    if text.isascii():
        return not text.isprintable() and _UNSEEN.search(text) is not None
    return any(each.search(text) for each in (_UNSEEN, _LOOKS_LATIN, _STYLED, _MARKS))


def _plain(text: str, *, name: bool) -> tuple[str, list[int]]:
    """The text as it is read, and where each of its characters stands in the raw one."""
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gap in (*_UNSEEN.finditer(text), None):
        end = gap.start() if gap else len(text)
        for place in range(at, end):
            if kept and _MARKS.match(text, place):
                kept[-1] = _composed(kept[-1], text[place])
            else:
                kept.append(_unstyled(text[place]))
                places.append(place)
        at = gap.end() if gap else end
    plain = _RUN.sub(lambda found: _latin(found[0], name=name), "".join(kept))
    return plain, [*places, len(text)]


def _composed(letter: str, mark: str) -> str:
    """The letter that the two make; a mark that only lies over another letter is left out."""
    made = unicodedata.normalize("NFC", letter + mark)
    return made if len(made) == 1 else letter


def _latin(word: str, *, name: bool) -> str:
    """The word in Latin letters, if it is meant to be read as such."""
    if not (name or _LATIN.search(word)):
        return word
    return "".join([_ALIKE.get(each, each) for each in word])


@cache
def _unstyled(letter: str) -> str:
    """The plain letter of a full-width, circled or mathematical one."""
    if letter.isascii() or not _STYLED.match(letter):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


def _restored(match: Match, text: str, places: list[int]) -> Match:
    start, end = _raw(match.start, match.end, places)
    guard = match.guard
    if guard and guard.field == match.field:
        first, last = _raw(guard.start, guard.end, places)
        guard = Quote(guard.field, text[first:last], first, last)
    return match._replace(words=text[start:end], start=start, end=end, guard=guard)


def _raw(start: int, end: int, places: list[int]) -> tuple[int, int]:
    return places[start], (places[end - 1] + 1 if end > start else places[start])
