"""Lines in their order → files of about a hundred kilobytes, and a list of what begins each."""

from collections.abc import Iterator, Sequence

from publisher.site.piece import File
from publisher.site.search.lines import Line, lines
from publisher.site.search.records import TOGETHER
from publisher.site.search.script import calling
from publisher.site.search.subject import Subject
from publisher.site.search.vocabulary import vocabulary

SHARE = 250
"""Subjects for each file of words, so that the files are known before the words are."""

LIST = "search/index.js"


def word_addresses(among: int) -> tuple[str, ...]:
    """The addresses of the files for so many subjects, the list last."""
    shards = range(-(-among // SHARE))
    return *(f"search/words/{number}.js" for number in shards), LIST


def word_files(subjects: Sequence[Subject], stamp: str) -> Iterator[File]:
    """The files. Those that no words are left for are empty, and the list names none of them."""
    among = len(subjects)
    *addresses, last = word_addresses(among)
    shards = _divided(list(lines(vocabulary(subjects), among)), len(addresses))
    firsts = [shard[0].word for shard in shards]
    for number, address in enumerate(addresses):
        held = [(each.word, *each.found) for each in shards[number]] if number < len(shards) else []
        yield File(address, calling("words", stamp, number, held))
    yield File(last, calling("index", stamp, among, TOGETHER, firsts))


def _divided(every: Sequence[Line], parts: int) -> list[Sequence[Line]]:
    """All lines in at most so many parts, none of them empty."""
    share = -(-sum(each.size for each in every) // max(parts, 1))
    shards: list[Sequence[Line]] = []
    start = size = 0
    for at, each in enumerate(every, 1):
        size += each.size
        if size >= share or at == len(every):
            shards.append(every[start:at])
            start, size = at, 0
    return shards
