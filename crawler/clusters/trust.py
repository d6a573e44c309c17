"""Pure: whose word counts for a server, and which of its proofs is its id.

An official name before all others; of several the one that has been the server's id, else
the one that owns what it names, else the earliest. Only names of the same publisher may go
on from it: then the newest speaks, for a server that has moved. Of the others those speak
that most registries bear out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from catalog.model.listing import Listing
from crawler.clusters.cluster import Cluster
from crawler.clusters.entry import NAMESPACE, PACKAGE, REMOTE, REPOSITORY, Claim, Entry
from crawler.clusters.owners import kin, owns_address, owns_package, owns_repository

CURATED = ("docker",)
"""Registries whose entries are read by people before they are listed."""

REGISTRIES = ("npm", "pypi", "oci", "cargo", "nuget")
"""Whose packages are an id before others'."""

Homes = Mapping[Claim, int]
"""By claim, the number of the cluster that it stands for."""

_LAST = datetime.max.replace(tzinfo=UTC)


def homes(clusters: Sequence[Cluster]) -> Homes:
    """The cluster where most entries make each claim; a repository stands for one alone."""
    counts: dict[Claim, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, cluster in enumerate(clusters):
        for entry in cluster.entries:
            for claim in entry.claims:
                counts[claim][number] += 1
    return {
        claim: max(held, key=lambda at: (clusters[at].proven, held[at], _first(clusters[at])))
        for claim, held in counts.items()
        if len(held) == 1 or claim[0] in (PACKAGE, REMOTE)
    }


def identity(cluster: Cluster, number: int, homes: Homes, former: Collection[str]) -> str:
    """The canonical id: an official name, else a package, an address, a repository, an entry.

    Of several of a kind, one that was an id before is kept.
    """
    if cluster.proven:
        return _spelled(_lead(cluster, former), former)
    found = set(_candidates(cluster, number, homes))
    return min(found, key=lambda each: (each[0], each[1] not in former, each[1]))[1]


def by_trust(cluster: Cluster, former: Collection[str]) -> tuple[Listing, ...]:
    """The listings, the one first whose word counts for the server."""
    if len(cluster.entries) == len(cluster.entries[0].listings) == 1:
        return tuple(cluster.entries[0].listings)
    lead = _lead(cluster, former) if cluster.proven else None
    borne_out = _borne_out(cluster)
    ranked = [
        ((*_standing(entry, lead), -borne_out[entry.key], *_recency(each), entry.key, at), each)
        for entry in cluster.entries
        for at, each in enumerate(entry.listings)
    ]
    return tuple(each for _, each in sorted(ranked, key=lambda pair: pair[0]))


def _lead(cluster: Cluster, former: Collection[str]) -> Entry:
    """The entry whose name is the server's id."""

    def rank(entry: Entry) -> tuple[bool, bool, datetime, str]:
        named = any(each.name in former for each in entry.listings)
        return not named, not _owns(entry), _published(entry), entry.key

    return min((each for each in cluster.entries if each.proven), key=rank)


def _spelled(entry: Entry, former: Collection[str]) -> str:
    """The name as its first listing spells it, unless it has been spelled otherwise so far."""
    return min(
        (each.name not in former, each.published_at or _LAST, each.name) for each in entry.listings
    )[2]


def _owns(entry: Entry) -> bool:
    """Whether the namespace vouches for anything that the entry names."""
    name = entry.key
    return (
        any(owns_repository(name, each.repository) for each in entry.places)
        or any(owns_address(name, each) for each in entry.remotes)
        or any(owns_package(name, each) for each in entry.packages)
    )


def _published(entry: Entry) -> datetime:
    return min(each.published_at or _LAST for each in entry.listings)


def _standing(entry: Entry, lead: Entry | None) -> tuple[int, int]:
    """The leading publisher, then other official names, then what people have read."""
    if lead and entry.proven:
        return (0 if kin(entry.key, lead.key) else 1), 0
    return 2, (0 if entry.sources & set(CURATED) else 1)


def _borne_out(cluster: Cluster) -> Mapping[str, int]:
    """By entry, how many registries name a package or an address that it names."""
    if len(cluster.entries) == 1:
        return {cluster.entries[0].key: 0}
    naming: dict[Claim, set[str]] = defaultdict(set)
    for entry in cluster.entries:
        for claim in entry.claims:
            naming[claim] |= entry.sources
    return {
        entry.key: 0
        if entry.proven
        else max((len(naming[each]) for each in entry.claims if each[0] != REPOSITORY), default=0)
        for entry in cluster.entries
    }


def _recency(listing: Listing) -> tuple[bool, bool, int, float, str]:
    """Latest before older, active before deprecated, the trusted source before others, newest."""
    trust = [*NAMESPACE, listing.source].index(listing.source)
    published = listing.published_at.timestamp() if listing.published_at else 0.0
    active = listing.status == "active"
    return not listing.is_latest, not active, trust, -published, listing.source_id


def _candidates(cluster: Cluster, number: int, homes: Homes) -> Iterator[tuple[int, str]]:
    """Ids, with the place of their kind; a package that always has arguments is only a part."""
    for entry in cluster.entries:
        for claim in entry.claims:
            kind, key = claim
            if homes.get(claim) != number:
                continue
            if kind == PACKAGE and () in entry.arguments[key]:
                registry, _, name = key.partition(":")
                at = REGISTRIES.index(registry) if registry in REGISTRIES else len(REGISTRIES)
                yield at, f"pkg:{registry}/{quote(name)}"
            elif kind == REMOTE:
                yield 10, f"https://{key}"
            elif kind == REPOSITORY:
                yield 11, f"{key.partition('.')[0]}:{key.partition('/')[2]}"
        yield 12, entry.key


def _first(cluster: Cluster) -> str:
    return cluster.entries[0].key
