"""Pure: why listings are one server, and why what they have in common joined no others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.model.server import Apart, Decision, Evidence, Reference
from crawler.clusters.cluster import Cluster
from crawler.clusters.entry import PACKAGE, REMOTE, REPOSITORY, Claim, Entry
from crawler.clusters.packages import differ

NAME = "registry name"
PERSON = "person"

NAMED = 5
"""Servers that are named of those that something is shared with."""


def evidence(cluster: Cluster, decisions: Iterable[Decision]) -> tuple[Evidence, ...]:
    """What different listings of a cluster have in common; versions of one need no proof."""
    holders: dict[Claim, set[Reference]] = defaultdict(set)
    for entry in cluster.entries:
        for claim in (*entry.claims, *_name(entry)):
            holders[claim] |= entry.references
    found = [
        Evidence(kind=kind, quote=words, listings=tuple(sorted(listings)))
        for (kind, words), listings in holders.items()
        if len(listings) > 1
    ]
    here = {each for entry in cluster.entries for each in entry.references}
    for each in decisions:
        joined = tuple(sorted(here & {*each.one, *each.other}))
        if each.kind == "merge" and here & set(each.one) and here & set(each.other):
            found.append(Evidence(kind=PERSON, quote=f"{each.who}: {each.why}", listings=joined))
    return tuple(sorted(found, key=lambda each: (each.kind, each.quote)))


def kept_apart(
    clusters: Sequence[Cluster], ids: Sequence[str], decisions: Sequence[Decision]
) -> Mapping[int, tuple[Apart, ...]]:
    """By the number of a cluster, what it has in common with others, and why they are two."""
    found: dict[int, list[Apart]] = defaultdict(list)
    split = {each for one in decisions if one.kind == "split" for each in (*one.one, *one.other)}
    for (kind, words), numbers in _shared(clusters):
        why = _why(kind, words, [clusters[at] for at in numbers], split)
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


def _why(kind: str, words: str, sharing: Sequence[Cluster], split: set[Reference]) -> str:
    if (
        split
        and any(entry.references & split for each in sharing for entry in each.entries)
        and _all_split(sharing, split)
    ):
        return "a person has split them"
    if kind == PACKAGE:
        started = {entry.arguments.get(words) for each in sharing for entry in each.entries}
        if len(started - {None}) > 1:
            return "it is started with other arguments"
        return "one of them names packages of several servers"
    packages = differ(each.packages for each in sharing)
    if kind == REMOTE:
        return (
            "their packages differ"
            if packages
            else "one of them names several addresses, or none of its own"
        )
    if sum(each.proven for each in sharing) > 1:
        return "each has an official name of its own"
    if packages:
        return "their packages differ"
    return "the repository may hold several servers"


def _all_split(sharing: Sequence[Cluster], split: set[Reference]) -> bool:
    return all(any(entry.references & split for entry in each.entries) for each in sharing)
