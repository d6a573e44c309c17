"""The index read as `assets/search.js` reads it, but for the ranks."""

import json
from collections.abc import Iterable
from typing import Any

from publisher.site.piece import File
from publisher.site.search.postings import ALPHABET, BITS

Line = list[str]


def numbers(text: str) -> list[int]:
    """The numbers that a text of `written` tells."""
    if text.startswith(BITS):
        bits = "".join(f"{ALPHABET.index(each):06b}" for each in text[1:] if each != "=")
        return [at for at, bit in enumerate(bits) if bit == "1"]
    found, number, step = [], 0, 0
    for each in map(ALPHABET.index, text):
        step = step * 32 + each % 32
        if each >= 32:
            number += step
            found.append(number)
            step = 0
    return found


def called(file: File) -> tuple[str, list[Any]]:
    """The function that a file calls, and with what."""
    call = file.content.decode("ascii").strip()
    function, _, rest = call.removeprefix("toolriskSearch.").partition("(")
    assert rest.endswith(");")
    return function, json.loads(f"[{rest[:-2]}]")


class Index:
    """The files of words of one index."""

    def __init__(self, files: Iterable[File]) -> None:
        self.shards: dict[str, list[Line]] = {}
        self.firsts: list[str] = []
        for each in files:
            function, (_stamp, _number, *told) = called(each)
            if function == "index":
                self.firsts = told[1]
            else:
                self.shards[each.address] = told[0]
        self.loaded: set[str] = set()

    def beginning(self, word: str) -> set[int]:
        """What any word that begins so finds, by whatever."""
        return {
            number for line in self._lines(word) for text in line[2:] for number in numbers(text)
        }

    def _lines(self, word: str) -> list[Line]:
        at = max((at for at, first in enumerate(self.firsts) if first <= f"{word}*"), default=None)
        if at is None:
            return []
        told = [line for line in self._shard(at) if line[0] == f"{word}*"]
        if told:
            return told
        found = [line for line in self._shard(at) if line[0].startswith(word)]
        while at + 1 < len(self.firsts) and self.firsts[at := at + 1].startswith(word):
            found += [line for line in self._shard(at) if line[0].startswith(word)]
        return found

    def _shard(self, number: int) -> list[Line]:
        address = f"search/words/{number}.js"
        self.loaded.add(address)
        return self.shards[address]
