"""Pure: entries → clusters that are one server each, by what they claim.

An official name is proven: its claims are its own, and others follow it. They cannot add to
it, and who would follow two follows neither. Where nobody is proven, those are one who
agree. First packages count, then names that go with a claim, then remote addresses, then
repositories.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crawler.clusters.agreement import Claimant, agreed
from crawler.clusters.cluster import Cluster, joined
from crawler.clusters.entry import Entry
from crawler.clusters.owners import kin, owns_address
from crawler.clusters.packages import differ, family, package_keys, rivals
from crawler.clusters.repositories import join_places

VERIFIED = frozenset({"npm", "pypi", "nuget", "oci", "cargo", "go"})
"""Packages that the official registry takes only from the name that the package itself gives.
https://github.com/modelcontextprotocol/registry/blob/main/docs/modelcontextprotocol-io/package-types.mdx"""

Keys = Callable[[Cluster], frozenset[str]]


class Tier(NamedTuple):
    """A kind of claim: by which of them official names are one, and by which others follow."""

    proving: Keys
    claimed: Keys
    family: Callable[[str], str]
    fits: Callable[[Sequence[Cluster]], bool]


def clusters(entries: Sequence[Entry]) -> list[Cluster]:
    """The entries, each in one cluster, whatever their order."""
    found = _joined([Cluster((each,)) for each in entries], _by_package(entries))
    found = _joined(found, _by_name(found))
    found = _joined(found, _by_remote(found))
    return join_places(found)


def _by_package(entries: Sequence[Entry]) -> Tier:
    named = package_keys(entries)

    def claimed(cluster: Cluster) -> frozenset[str]:
        """Whoever names two packages for one speaks for neither."""
        keys = frozenset[str]().union(*(named[each.key] for each in cluster.entries))
        return keys.difference(*map(rivals, cluster.entries)) if cluster.proven else keys

    def proving(cluster: Cluster) -> frozenset[str]:
        return frozenset(each for each in claimed(cluster) if each.partition(":")[0] in VERIFIED)

    return Tier(proving, claimed, family, lambda _: True)


def _by_name(found: Sequence[Cluster]) -> Tier:
    """Who bears an official name and makes one of its claims, and would start nothing else."""
    official = {name for cluster in found for name in cluster.names}

    def claimed(cluster: Cluster) -> frozenset[str]:
        return frozenset(
            f"{kind}:{name} {claim}"
            for entry in cluster.entries
            if entry.proven or not cluster.proven
            for name in official.intersection(each.name.casefold() for each in entry.listings)
            for kind, claim in entry.claims
        )

    return Tier(lambda _: frozenset(), claimed, lambda key: key.partition(":")[0], _adds_nothing)


def _adds_nothing(group: Sequence[Cluster]) -> bool:
    first, *others = group
    return all(
        each.packages <= first.packages and each.all_remotes <= first.all_remotes for each in others
    )


def _by_remote(found: Sequence[Cluster]) -> Tier:
    """An address that lies on a name's own domain is no other publisher's; who has nothing
    beside it may follow."""
    owners: dict[str, set[str]] = defaultdict(set)
    for cluster in found:
        for name in cluster.names:
            owned = (each for each in cluster.remotes if owns_address(name, each))
            for each in owned:
                owners[each].add(name)

    def claimed(cluster: Cluster) -> frozenset[str]:
        if not cluster.proven:
            return cluster.remotes
        return frozenset(each for each in cluster.remotes if _may_claim(cluster, owners.get(each)))

    return Tier(claimed, claimed, lambda _: "remote", _not_different)


def _may_claim(cluster: Cluster, owners: set[str] | None) -> bool:
    if not owners or (not cluster.packages and len(cluster.remotes) == 1):
        return True
    return any(kin(name, owner) for name in cluster.names for owner in owners)


def _not_different(group: Sequence[Cluster]) -> bool:
    return not differ(each.packages for each in group)


def _joined(found: Sequence[Cluster], tier: Tier) -> list[Cluster]:
    """First the proven with one another, then who follows them, then the rest."""
    proven = [Claimant(at, tier.proving(each)) for at, each in enumerate(found) if each.proven]
    found = joined(found, _fitting(found, tier, agreed(proven, tier.family)))
    anchors = _anchors(found, tier)
    followers: dict[int, list[int]] = {at: [at] for each in anchors.values() for at in each}
    rest = []
    for at, cluster in enumerate(found):
        if not cluster.proven:
            keys = tier.claimed(cluster)
            leaders = {leader for key in keys for leader in anchors.get(key, ())}
            if not leaders:
                rest.append(Claimant(at, keys))
            elif len(leaders) == 1 and tier.fits([found[min(leaders)], cluster]):
                followers[min(leaders)].append(at)
    groups = [*followers.values(), *_fitting(found, tier, agreed(rest, tier.family))]
    return joined(found, groups)


def _anchors(found: Sequence[Cluster], tier: Tier) -> Mapping[str, set[int]]:
    """The proven clusters by what they claim."""
    anchors: dict[str, set[int]] = defaultdict(set)
    for at, cluster in enumerate(found):
        if cluster.proven:
            for key in tier.claimed(cluster):
                anchors[key].add(at)
    return anchors


def _fitting(
    found: Sequence[Cluster], tier: Tier, groups: Sequence[tuple[int, ...]]
) -> Iterator[tuple[int, ...]]:
    for group in groups:
        if len(group) > 1 and tier.fits([found[at] for at in group]):
            yield group
