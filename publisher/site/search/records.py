"""Subjects → what a list of results shows of each, in small files."""

from collections.abc import Iterator, Sequence

from publisher.excerpt import cut
from publisher.site.piece import File
from publisher.site.search.script import calling
from publisher.site.search.subject import Subject
from publisher.site.visible import in_one_line

TOGETHER = 64
"""Subjects in a file; a list of results may have each of its lines from another file."""

NAME = 80
SUMMARY = 160


def record_addresses(among: int) -> tuple[str, ...]:
    """The addresses of the files for so many subjects."""
    return tuple(f"search/records/{number}.js" for number in range(-(-among // TOGETHER)))


def record_files(subjects: Sequence[Subject], stamp: str) -> Iterator[File]:
    """The files, each subject at its number's place."""
    for number, address in enumerate(record_addresses(len(subjects))):
        those = subjects[number * TOGETHER : (number + 1) * TOGETHER]
        yield File(address, calling("records", stamp, number, list(map(_shown, those))))


def _shown(each: Subject) -> tuple[str, ...]:
    texts = (cut(each.name, NAME), cut(each.server, NAME), each.label, cut(each.summary, SUMMARY))
    return each.address, each.risk or "", *map(in_one_line, texts)
