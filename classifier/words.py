"""Text → words, in linear time and with offsets into the raw string."""

import re

NAME_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_a-zA-Z]+")
"""One word of a name: snake, kebab, camel and dotted names, digits left out."""

TOKEN = re.compile(r"\w+|[.!?](?!\w)|[;:,\n\]—–•|/]|-(?!\w)")
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


def name_words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in NAME_WORD.findall(name)]


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
    """The words and marks of a text, and where each stands.

    Most words that are asked for stand once in their text, where looking them up is quickest;
    only for others is the text read a second time, once.
    """

    __slots__ = ("_folded", "_starts", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)
        self.tokens: list[str] = TOKEN.findall(self._folded)
        self._starts: list[int] = []

    def start(self, at: int) -> int:
        """Where the word at this position starts in the text."""
        word = self.tokens[at]
        if at == 0 or self._folded.count(word) == 1:
            return self._folded.find(word)
        if not self._starts:
            self._starts = [found.start() for found in TOKEN.finditer(self._folded)]
        return self._starts[at]

    def end(self, at: int) -> int:
        """Where the word at this position ends."""
        return self.start(at) + len(self.tokens[at])
