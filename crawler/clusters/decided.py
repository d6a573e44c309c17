"""Pure: what people decided, on top of what was found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.model.server import Decision, Reference
from crawler.clusters.cluster import Cluster
from crawler.clusters.entry import Entry

Homes = Mapping[str, Cluster]
"""The cluster of each entry, by the entry's key."""


def decided(found: Sequence[Cluster], decisions: Iterable[Decision]) -> list[Cluster]:
    """The clusters after each decision, in the order of time, so that the last one counts.

    A decision about listings that are gone waits until they come back.
    """
    homes = {entry.key: each for each in found for entry in each.entries}
    named = {at: entry for each in found for entry in each.entries for at in entry.references}
    for decision in sorted(decisions, key=lambda each: (each.at, each.model_dump_json())):
        other = _entries(named, decision.other)
        one = [each for each in _entries(named, decision.one) if each not in other]
        if one and other:
            changed = _merged if decision.kind == "merge" else _split
            for each in changed(homes, one, other):
                homes |= dict.fromkeys((entry.key for entry in each.entries), each)
    return list({id(each): each for each in homes.values()}.values())


def _entries(named: Mapping[Reference, Entry], side: Iterable[Reference]) -> list[Entry]:
    return list(dict.fromkeys(named[each] for each in side if each in named))


def _merged(homes: Homes, one: Sequence[Entry], other: Sequence[Entry]) -> Iterator[Cluster]:
    """The server of the first listing that is left of each side, as one."""
    first, second = homes[one[0].key], homes[other[0].key]
    if first is not second:
        yield Cluster((*first.entries, *second.entries))


def _split(homes: Homes, one: Sequence[Entry], other: Sequence[Entry]) -> Iterator[Cluster]:
    """Each server that holds listings of both sides, in two.

    What has been listed since goes with those that were split off only where it has
    something in common with them and nothing with the others.
    """
    for cluster in {id(each): each for each in (homes[entry.key] for entry in one)}.values():
        parted = [each for each in cluster.entries if each in one]
        left = [each for each in cluster.entries if each in other]
        if not left:
            continue
        theirs, ours = _claimed(parted), _claimed(left)
        for each in cluster.entries:
            if each not in one and each not in other:
                alike = _claimed([each])
                (parted if alike & theirs and not alike & ours else left).append(each)
        yield Cluster(parted)
        yield Cluster(left)


def _claimed(entries: Iterable[Entry]) -> set[object]:
    return {key for each in entries for key in each.claims}
