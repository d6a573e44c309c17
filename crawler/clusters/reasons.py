"""Pure: why listings are one server, and why what they have in common joined no others."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from catalog.model.server import Apart, Decision, Evidence, Reference
from crawler.clusters.cluster import Cluster
from crawler.clusters.entry import PACKAGE, REMOTE, REPOSITORY, Claim, Entry
from crawler.clusters.packages import differ

NAME = "registry name"
PERSON = "person"

NAMED = 5
"""Servers that are named of those that something is shared with."""


def evidence(cluster: Cluster, merges: Sequence[Decision]) -> tuple[Evidence, ...]:
    """What different listings of a cluster have in common; versions of one need no proof.

    `merges` are what people decided to be one.
    """
    if len(cluster.entries) == 1 and len(cluster.entries[0].references) == 1:
        return ()
    holders: dict[Claim, set[Reference]] = defaultdict(set)
    for entry in cluster.entries:
        for claim in (*entry.claims, *_name(entry)):
            holders[claim] |= entry.references
    if merges:
        here = frozenset[Reference]().union(*(each.references for each in cluster.entries))
        for each in merges:
            if not here.isdisjoint(each.one) and not here.isdisjoint(each.other):
                holders[PERSON, f"{each.who}: {each.why}"] |= here & {*each.one, *each.other}
    found = [
        Evidence(kind=kind, quote=words, listings=tuple(sorted(listings)))
        for (kind, words), listings in holders.items()
        if len(listings) > 1
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.quote)))


def kept_apart(
    clusters: Sequence[Cluster], ids: Sequence[str], splits: Sequence[Decision]
) -> Mapping[int, tuple[Apart, ...]]:
    """By the number of a cluster, what it has in common with others, and why they are two.

    `splits` are what people decided not to be one.
    """
    found: dict[int, list[Apart]] = defaultdict(list)
    for (kind, words), numbers in _shared(clusters):
        sharing = [clusters[at] for at in numbers]
        by_hand = any(_parts(each, sharing) for each in splits)
        why = "a person has split them" if by_hand else WHY[kind](words, sharing)
        first = sorted(ids[at] for at in numbers[: NAMED + 1])
        for at in numbers:
            others = tuple(each for each in first if each != ids[at])[:NAMED]
            found[at].append(
                Apart(kind=kind, quote=words, why=why, servers=others, count=len(numbers) - 1)
            )
    return {at: tuple(each) for at, each in found.items()}


def _name(entry: Entry) -> Iterator[Claim]:
    if entry.name is not None:
        yield NAME, entry.name


def _shared(clusters: Sequence[Cluster]) -> Iterator[tuple[Claim, Sequence[int]]]:
    """What entries of several clusters claim, repositories without their folders."""
    holders: dict[Claim, dict[int, None]] = defaultdict(dict)
    for number, cluster in enumerate(clusters):
        for entry in cluster.entries:
            for kind, words in entry.claims:
                whole = words.partition("#")[0] if kind == REPOSITORY else words
                holders[kind, whole][number] = None
    for claim in sorted(holders):
        if len(holders[claim]) > 1:
            yield claim, list(holders[claim])


def _parts(split: Decision, sharing: Sequence[Cluster]) -> bool:
    """Whether the decision is what keeps some of them apart."""
    sides = [
        {
            number
            for number, cluster in enumerate(sharing)
            if any(not entry.references.isdisjoint(side) for entry in cluster.entries)
        }
        for side in (split.one, split.other)
    ]
    return all(sides) and len(sides[0] | sides[1]) > 1


def _package(words: str, sharing: Sequence[Cluster]) -> str:
    started = {entry.arguments.get(words) for each in sharing for entry in each.entries}
    if len(started - {None}) > 1:
        return "it is started with other arguments"
    return "one of them names packages of several servers"


def _remote(_: str, sharing: Sequence[Cluster]) -> str:
    if differ(each.packages for each in sharing):
        return "their packages differ"
    return "it is on another's domain, or named by one that names several"


def _repository(_: str, sharing: Sequence[Cluster]) -> str:
    if sum(each.proven for each in sharing) > 1:
        return "each has an official name of its own"
    if differ(each.packages for each in sharing):
        return "their packages differ"
    return "it may hold several servers, or be named by a stranger"


WHY: Mapping[str, Callable[[str, Sequence[Cluster]], str]] = {
    PACKAGE: _package,
    REMOTE: _remote,
    REPOSITORY: _repository,
}
"""Why clusters that have a claim of a kind in common are not one."""
