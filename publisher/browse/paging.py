"""Long lists in pages: the first is the index of its folder, the others have numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Part(NamedTuple):
    """Where a page of a list stands in it; numbers begin with 1."""

    address: str
    number: int
    last: int


def parts(folder: str, items: Sequence[T], size: int) -> Iterator[tuple[Part, Sequence[T]]]:
    """The items in pages of this size; an empty list has one page, too."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        part = Part(page_address(folder, number), number, last)
        yield part, items[(number - 1) * size : number * size]


def page_address(folder: str, number: int) -> str:
    """The address of one page of a list."""
    return f"{folder}/{'index' if number == 1 else number}.html"


def near(number: int, last: int) -> Iterator[tuple[int, bool]]:
    """The numbers that a page links to: both ends, and those around; with whether some miss."""
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    for before, each in zip([0, *shown], shown, strict=False):
        yield each, each > before + 1
