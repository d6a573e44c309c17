"""Pure: which of several claimants name one server, when none of them can be asked.

Claimants are joined by what they share. But no single one may join what others keep
apart: whoever names the packages of two servers would otherwise make them one, and be
heard for both.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from crawler.clusters.disjoint import Disjoint


class Claimant(NamedTuple):
    """Something that may be joined, by its number, and the coordinates that it names."""

    number: int
    keys: frozenset[str]


def agreed(
    claimants: Sequence[Claimant], family: Callable[[str], str]
) -> Sequence[tuple[int, ...]]:
    """Those that are one, in groups; their order is of no matter.

    Coordinates of one family (npm, pypi, …) that someone names alone are different servers.
    One that names several such joins nobody. Families are joined by who names one of each,
    unless that would make two of a family one: then each goes by its first family.
    """
    named = [(each.number, _by_family(each.keys, family)) for each in claimants]
    alone = {next(iter(keys)) for _, kinds in named for keys in kinds.values() if len(keys) == 1}
    same = Disjoint[str]()
    for _, kinds in named:
        for keys in kinds.values():
            if not keys & alone:
                same.join(sorted(keys))
    chosen = [(number, _choice(kinds, alone, same)) for number, kinds in named]
    return _grouped([each for each in chosen if each[1]], family)


def _grouped(
    chosen: Sequence[tuple[int, tuple[str, ...]]], family: Callable[[str], str]
) -> Sequence[tuple[int, ...]]:
    """Claimants by number, joined across families where no family has two of its own then."""
    across = Disjoint[str]()
    for _, named in chosen:
        across.join(named)
    every = {key for _, named in chosen for key in named}
    families = Counter((across.root(key), family(key)) for key in every)
    torn = {root for (root, _), count in families.items() if count > 1}
    groups: dict[str, list[int]] = defaultdict(list)
    for number, named in chosen:
        root = across.root(named[0])
        groups[named[0] if root in torn else root].append(number)
    return [tuple(each) for each in groups.values()]


def _by_family(keys: Iterable[str], family: Callable[[str], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        found[family(key)].add(key)
    return found


def _choice(kinds: dict[str, set[str]], alone: set[str], same: Disjoint[str]) -> tuple[str, ...]:
    """One coordinate of each family, the first family's first; none for one that names too many."""
    chosen: list[str] = []
    for kind in sorted(kinds):
        candidates = kinds[kind] & alone or {same.root(each) for each in kinds[kind]}
        if len(candidates) > 1:
            return ()
        chosen += candidates
    return tuple(chosen)
