"""Pure: which listings are the same server, and why.

Listings are joined by what they claim to be: the name in a namespace that its registries
share, the same package, the same remote address, the same repository. Names that look
alike prove nothing, and neither does what stands for any server at all. A claim of one
side joins nothing where that would let a stranger speak for a server, or hide one.
"""

from collections.abc import Collection, Iterable, Sequence

from catalog.model.listing import Listing
from catalog.model.server import Decision, Server
from crawler.clusters.clustering import clusters
from crawler.clusters.decided import decided
from crawler.clusters.doubts import doubts
from crawler.clusters.entry import entries
from crawler.clusters.reasons import evidence, kept_apart
from crawler.clusters.trust import by_trust, homes, identity
from crawler.slugs import readable, slugs


def merge(
    listings: Iterable[Listing],
    decisions: Sequence[Decision] = (),
    former: Collection[str] = frozenset(),
) -> tuple[Server, ...]:
    """The servers that the listings describe, by id; the order of the listings is of no matter.

    Deleted listings are tombstones: they say nothing of a server, and one that has no
    other listing is gone. `former` are the ids that servers had: where several names of a
    server would do for its id, the one that it had is kept.
    """
    found = decided(clusters(entries(listings)), decisions)
    at_home = homes(found)
    ids = [identity(each, number, at_home, former) for number, each in enumerate(found)]
    merges, splits = (
        [each for each in decisions if each.kind == kind] for kind in ("merge", "split")
    )
    apart = kept_apart(found, ids, splits)
    doubted = doubts(found)
    proven = [each for each, cluster in zip(ids, found, strict=True) if cluster.proven]
    addresses = slugs(proven)
    addresses |= slugs(set(ids) - set(proven), addresses.values())
    servers = []
    for number, cluster in enumerate(found):
        ranked = by_trust(cluster, former)
        current = ranked[0]
        servers.append(
            Server.known(
                id=ids[number],
                slug=addresses[ids[number]],
                title=current.title or readable(current.name) or current.name,
                description=current.description,
                listings=ranked,
                evidence=evidence(cluster, merges),
                apart=apart.get(number, ()),
                doubts=doubted.get(number, ()),
            )
        )
    return tuple(sorted(servers, key=lambda each: each.id))
