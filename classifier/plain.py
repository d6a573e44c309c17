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

from catalog.letters import ALIKE, IGNORABLE
from classifier.reading import Quote
from classifier.sighting import Match

_ESCAPE = r"\x1b\[[0-9;?]{0,32}[@-~]"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_IGNORED = f"\x80-\x9f\ufff0-\ufff8{IGNORABLE}"
_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_STYLED = "\uff01-\uff5e\u2100-\u214f\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f130-\U0001f189"

_LETTERS = "".join(ALIKE)
_ORDINARY = bytes(code for code in range(128) if chr(code).isprintable() or chr(code) in "\t\n\r")
_ANY_ODD = re.compile(f"[{_CONTROL}{_IGNORED}{_MARK}{_STYLED}{_LETTERS}]")
_WITHIN = rf"(?<=\w)(?:{_ESCAPE}|[{_CONTROL}{_IGNORED}{_MARK}])+(?=\w)"
_HIDES = re.compile(f"{_WITHIN}|[{_STYLED}]|[A-Za-z][{_LETTERS}]|[{_LETTERS}][A-Za-z]")
"""What keeps a word from being found: at a word's end nothing needs to be undone."""
_HIDES_IN_NAME = re.compile(f"{_WITHIN}|[{_STYLED}{_LETTERS}]")
_CHANGED = re.compile(f"{_ESCAPE}|[{_CONTROL}{_IGNORED}{_MARK}{_STYLED}]")
_MARKS = re.compile(f"[{_MARK}]")
_STYLES = re.compile(f"[{_STYLED}]")
_RUN = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")

Reader = Callable[[str], list[Match]]


def read_plain(text: str, read: Reader, *, name: bool = False) -> list[Match]:
    """What `read` finds in the text as it is read, with quotes of the raw text.

    A `name` is Latin altogether; in other texts only words that mix alphabets are.
    """
    if not _odd(text, name=name):
        return read(text)
    plain, places = _plain(text, name=name)
    return [_restored(each, text, places) for each in read(plain)]


def plain_name(name: str) -> str:
    """The name as it is read."""
    return _plain(name, name=True)[0] if _odd(name, name=True) else name


def search(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """Where the raw text has what the pattern finds in it as it is read."""
    if not _odd(text):
        found = pattern.search(text)
        return found.span() if found else None
    plain, places = _plain(text, name=False)
    found = pattern.search(plain)
    return _raw(*found.span(), places) if found else None


def _odd(text: str, *, name: bool = False) -> bool:
    """Whether something in it may hide a word; most texts are cleared by a glance."""
    if text.isascii():
        if not text.encode().translate(None, _ORDINARY):
            return False
    elif not _ANY_ODD.search(text):
        return False
    return (_HIDES_IN_NAME if name else _HIDES).search(text) is not None


def _plain(text: str, *, name: bool) -> tuple[str, list[int]]:
    """The text as it is read, and where each of its characters stands in the raw one."""
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for odd in _CHANGED.finditer(text):
        kept += text[at : odd.start()]
        places += range(at, odd.start())
        at = odd.end()
        if _STYLES.match(odd[0]):
            kept.append(_unstyled(odd[0]))
            places.append(odd.start())
        elif kept and _MARKS.match(odd[0]):
            kept[-1] = _composed(kept[-1], odd[0])
    kept += text[at:]
    places += range(at, len(text))
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
    return "".join([ALIKE.get(each, each) for each in word])


@cache
def _unstyled(letter: str) -> str:
    """The plain letter of a full-width, circled or mathematical one."""
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
