"""Entries that are one server, and what the server as a whole is claimed to be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from crawler.clusters.coordinates import Place
from crawler.clusters.entry import Entry

T = TypeVar("T")


class Cluster:
    """Claims of a proven server are those of its official names; nobody can add to them.

    Of another they are what most of its entries say, so that a single one that has been
    joined cannot speak for all.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda each: each.key))
        self.names = tuple(each.name for each in self.entries if each.name is not None)
        self.proven = bool(self.names)

    @cached_property
    def packages(self) -> frozenset[str]:
        """All of them, for what differs is told by each."""
        return frozenset[str]().union(*(each.packages for each in self.heard))

    @cached_property
    def all_remotes(self) -> frozenset[str]:
        """What any of them would have asked."""
        return frozenset[str]().union(*(each.remotes for each in self.heard))

    @cached_property
    def remotes(self) -> frozenset[str]:
        return self._believed([each.remotes for each in self.heard])

    @cached_property
    def places(self) -> frozenset[Place]:
        return self._believed([each.places for each in self.heard])

    @cached_property
    def sources(self) -> Counter[str]:
        """How many entries of each registry it has."""
        return Counter(source for each in self.entries for source in each.sources)

    @property
    def heard(self) -> Sequence[Entry]:
        """Those whose claims are the server's."""
        return [each for each in self.entries if each.proven] if self.proven else self.entries

    def _believed(self, claims: Sequence[frozenset[T]]) -> frozenset[T]:
        if self.proven:
            return frozenset[T]().union(*claims)
        said = Counter(each for claim in claims for each in claim)
        return frozenset(each for each, count in said.items() if 2 * count > len(claims))


def joined(clusters: Sequence[Cluster], groups: Iterable[Iterable[int]]) -> list[Cluster]:
    """The clusters of each group as one, the others as they are; no number is in two groups."""
    left = set(range(len(clusters)))
    found = []
    for group in groups:
        numbers = tuple(group)
        left.difference_update(numbers)
        found.append(Cluster(entry for each in numbers for entry in clusters[each].entries))
    return [*found, *(clusters[each] for each in sorted(left))]
