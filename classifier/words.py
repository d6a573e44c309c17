"""Text → words, in linear time and with offsets into the raw string."""

import re
from itertools import islice
from typing import Self

NAME_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_a-zA-Z]+")
"""One word of a name: snake, kebab, camel and dotted names, digits left out."""

TOKEN = re.compile(r"\w++|[;:,\n\]—–•|/>。！？；]|[.!?-](?!\w)")
"""A word or a mark that can end a clause. No part of it can backtrack."""

_VOWELS = "aeiou"
_SHORT = 4
"""Verbs up to this many letters double their last consonant: run, running."""


def fold(text: str) -> str:
    """Lower case, one code point for each of `text`, so that offsets stay true.

    Only İ grows when lower-cased; then each code point keeps its first one.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower()[0] for each in text)


def third_person(verb: str) -> str:
    """`deletes` for `delete`, `fetches` for `fetch`, `queries` for `query`."""
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def gerunds(verb: str) -> tuple[str, ...]:
    """`creating` for `create`; `run` gives both `runing` and `running`, which harms nobody."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return (verb[:-1] + "ing",)
    if len(verb) <= _SHORT or verb.endswith(("mit", "el", "er")):
        return (verb + "ing", verb + verb[-1] + "ing")
    return (verb + "ing",)


def plurals(noun: str) -> tuple[str, str]:
    """The noun and its regular plural."""
    return noun, third_person(noun)


class Words:
    """The words and marks of a text, or the words of a name, and where each stands.

    Most words that are asked for stand once in their text, where looking them up is quickest;
    only as far as others stand is the text read a second time, once.
    """

    __slots__ = ("_pattern", "_rest", "_searched", "_starts", "_written", "text", "tokens")

    def __init__(self, text: str, searched: str, pattern: re.Pattern[str]) -> None:
        self.text = text
        self._searched = searched
        self._pattern = pattern
        self._written: list[str] = pattern.findall(searched)
        self._starts: list[int] = []
        self.tokens = self._written

    @classmethod
    def of_text(cls, text: str) -> Self:
        """The words and marks, in lower case."""
        return cls(text, fold(text), TOKEN)

    @classmethod
    def of_name(cls, name: str) -> Self:
        """The words, in lower case."""
        words = cls(name, name, NAME_WORD)
        if not name.islower():
            words.tokens = [word.lower() for word in words._written]
        return words

    def start(self, at: int) -> int:
        """Where the word at this position starts in the text."""
        word = self._written[at]
        if at == 0 or self._searched.count(word) == 1:
            return self._searched.find(word)
        starts = self._starts
        if not starts:
            self._rest = self._pattern.finditer(self._searched)
        if at >= len(starts):
            starts += [found.start() for found in islice(self._rest, at + 1 - len(starts))]
        return starts[at]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the start of one word to the end of the same or a later one."""
        start = self.start(first)
        return start, (start if first == last else self.start(last)) + len(self._written[last])
