"""Where the values of a JSON text lie, found by its brackets and quotes alone: no value is parsed.

So a list of any length is read entry by entry, none is held as objects beside the others,
and what is wrong with one entry (its words, its depth, its letters) stays within it.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from catalog.reading import Unreadable, parse_entry

Text = bytes | bytearray
Span = tuple[int, int]

_MANY = rb"(?:%s)*+" if sys.version_info >= (3, 11, 5) else rb"(?>(?:%s)*)"
"""Any number without a way back. Possessive groups err in older Pythons (CPython issue 106052),
where atomic ones stand in, which remember every step of one match."""

STRING = rb'"[^"\\]*+' + _MANY % rb'\\.[^"\\]*+' + rb'"'
_LEVELS = 6
"""Levels of brackets that one match goes through; few tools have more."""


def _nested(levels: int) -> bytes:
    inner = rb'[^\[\]{}"]++|' + STRING
    deeper = inner + rb"|" + _nested(levels - 1) if levels else inner
    return rb"[\[{]" + _MANY % deeper + rb"[\]}]"


_BLANK = re.compile(rb"[ \t\r\n]*+")
_VALUE = re.compile(_MANY % b"|".join((rb'[^\[\]{}",]++', STRING, _nested(_LEVELS))), re.DOTALL)
_BRACKET = re.compile(_MANY % (rb'[^\[\]{}"]++|' + STRING) + rb"([\[\]{}])", re.DOTALL)
_NAME = re.compile(rb"[ \t\r\n]*+(%s)[ \t\r\n]*+:[ \t\r\n]*+" % STRING, re.DOTALL)
_ENDS = (b",", b"]", b"}")


class Broken(ValueError):
    """The text ends within a bracket or a quote. `at` is the byte where what is broken begins."""

    def __init__(self, at: int) -> None:
        super().__init__(f"it breaks off within what begins at byte {at + 1}")
        self.at = at


class Member(NamedTuple):
    """A member of an object: its name, and the byte that its value begins with."""

    name: str
    opening: bytes


class Scanner:
    """A place in a JSON text that goes forward over its values. Raises Broken."""

    def __init__(self, text: Text, at: int = 0) -> None:
        self.text = text
        self.at = at

    def opening(self) -> bytes:
        """The next byte that is no blank, not gone over; empty at the end."""
        self.at = _end(_BLANK, self.text, self.at)
        return bytes(self.text[self.at : self.at + 1])

    def elements(self) -> Iterator[Span]:
        """Where each element lies of the array that begins here; afterwards it is behind."""
        self.at += 1
        if self.opening() == b"]":
            self.at += 1
            return
        more = True
        while more:
            self.opening()
            start = self.at
            self._skip()
            yield start, self.at
            more = self._goes_on()

    def members(self) -> Iterator[Member]:
        """The members of the object that begins here; afterwards it is behind.

        While one is in hand, whoever asked may go over its value, or leave that to us.
        """
        self.at += 1
        more = self.opening() != b"}"
        self.at += not more
        while more:
            if found := _NAME.match(self.text, self.at):
                self.at = found.end()
                yield Member(_name(found[1]), self.opening())
            self._skip()
            more = self._goes_on()

    def _goes_on(self) -> bool:
        """Go over the comma or the bracket after a value; whether it was a comma."""
        self.at += 1
        return bytes(self.text[self.at - 1 : self.at]) == b","

    def _skip(self) -> None:
        """Go to the comma or the bracket that ends what stands here."""
        start = self.at
        while True:
            self.at = _end(_VALUE, self.text, self.at)
            stop = bytes(self.text[self.at : self.at + 1])
            if stop in _ENDS:
                return
            if stop not in (b"[", b"{"):
                raise Broken(start)
            self._skip_deep(start)

    def _skip_deep(self, start: int) -> None:
        """Go over a value with more levels than one match goes through."""
        level = 0
        while found := _BRACKET.match(self.text, self.at):
            self.at = found.end()
            level += 1 if found[1] in (b"[", b"{") else -1
            if level == 0:
                return
        raise Broken(start)


def _end(pattern: re.Pattern[bytes], text: Text, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _name(quoted: bytes) -> str:
    try:
        return str(parse_entry(quoted))
    except Unreadable:
        return ""
