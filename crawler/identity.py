"""Pure: which listings are the same server, and why.

Listings are joined by what proves that they are one: the name in a namespace that its
registries share, or the same package. Names that look alike prove nothing, and neither
does a package that only passes on to whatever address it is given.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from catalog.model.listing import Listing, Package
from catalog.model.server import Evidence, Server
from crawler.slugs import readable, slugs

OFFICIAL_NAMESPACE = ("official", "starter")
"""Registries whose names are the official registry's, the most trusted first."""

PROXIES = frozenset(
    {
        "npm:@smithery/cli",
        "npm:mcp-proxy",
        "npm:mcp-remote",
        "npm:supergateway",
        "pypi:mcp-proxy",
        "pypi:mcp-proxy-for-aws",
    }
)
"""Packages that stand between a client and any server at all: sharing one proves nothing."""

NAME = "registry name"
PACKAGE = "package"
LISTING = "listing"

_LAST = datetime.max.replace(tzinfo=UTC)


def merge(listings: Iterable[Listing]) -> tuple[Server, ...]:
    """The servers that the listings describe, by id; the order of the listings is of no matter.

    Deleted listings are tombstones: they say nothing of a server, and one that has no
    other listing is gone.
    """
    alive = {each.content_hash: each for each in listings if each.status != "deleted"}
    ordered = [
        each for _, each in sorted(alive.items(), key=lambda pair: (_rank(pair[1]), pair[0]))
    ]
    clusters = {_id(cluster): cluster for cluster in _clusters(ordered)}
    addresses = slugs(clusters)
    return tuple(_server(each, addresses[each], clusters[each]) for each in sorted(clusters))


def proofs(listing: Listing) -> Iterator[Evidence]:
    """What makes any other listing that has it, too, one of the same server."""
    if listing.source in OFFICIAL_NAMESPACE:
        yield Evidence(kind=NAME, quote=listing.name.casefold())
    else:
        yield Evidence(kind=LISTING, quote=f"{listing.source}:{listing.source_id}")
    for package in listing.packages:
        if _coordinate(package) not in PROXIES:
            fixed = (each.value for each in package.arguments if each.value)
            yield Evidence(kind=PACKAGE, quote=" ".join([_coordinate(package), *fixed]))


def _coordinate(package: Package) -> str:
    """A package without its version, as its registry tells names apart."""
    name = package.identifier
    if package.registry == "pypi":
        name = re.sub(r"[-_.]+", "-", name).lower()
    elif package.registry == "oci":
        name = _repository(name)
    elif package.registry in ("npm", "nuget"):
        name = name.lower()
    return f"{package.registry}:{name}"


def _repository(reference: str) -> str:
    """An image without tag and digest; what names no host lies on Docker Hub."""
    untagged = re.sub(r":[^/:]*$", "", reference.partition("@")[0]).lower()
    host, slash, _ = untagged.partition("/")
    if not slash:
        return f"docker.io/library/{untagged}"
    return untagged if re.search(r"[.:]|^localhost$", host) else f"docker.io/{untagged}"


def _clusters(listings: Sequence[Listing]) -> Iterable[list[Listing]]:
    """The listings, joined by whatever proof two of them share."""
    parents = list(range(len(listings)))

    def root(position: int) -> int:
        while parents[position] != position:
            parents[position] = parents[parents[position]]
            position = parents[position]
        return position

    first: dict[Evidence, int] = {}
    for position, listing in enumerate(listings):
        for proof in proofs(listing):
            parents[root(position)] = root(first.setdefault(proof, position))
    joined = defaultdict(list)
    for position, listing in enumerate(listings):
        joined[root(position)].append(listing)
    return joined.values()


def _rank(listing: Listing) -> tuple[bool, int, float, str]:
    """Latest before older, the trusted source before others, the newest first."""
    trust = [*OFFICIAL_NAMESPACE, listing.source].index(listing.source)
    published = listing.published_at.timestamp() if listing.published_at else 0.0
    return not listing.is_latest, trust, -published, listing.source_id


def _id(cluster: Sequence[Listing]) -> str:
    """The name longest in the official namespace, else a package, else the first listing."""
    official = [each for each in cluster if each.source in OFFICIAL_NAMESPACE]
    if official:
        return min(official, key=lambda each: (each.published_at or _LAST, each.name)).name
    shown = sorted(
        proof.quote for each in cluster for proof in proofs(each) if proof.kind == PACKAGE
    )
    packages = [each for each in shown if " " not in each]
    if packages:
        registry, _, name = packages[0].partition(":")
        return f"pkg:{registry}/{quote(name)}"
    return min(f"{each.source}:{each.source_id}" for each in cluster)


def _server(identity: str, slug: str, cluster: Sequence[Listing]) -> Server:
    current = cluster[0]
    return Server(
        id=identity,
        slug=slug,
        title=current.title or readable(current.name) or current.name,
        description=current.description,
        listings=tuple(cluster),
        evidence=_evidence(cluster),
    )


def _evidence(cluster: Sequence[Listing]) -> tuple[Evidence, ...]:
    """The proofs that join different listings; versions of one need none."""
    holders = defaultdict(set)
    for listing in cluster:
        for proof in proofs(listing):
            holders[proof].add((listing.source, listing.source_id))
    joining = [proof for proof, listings in holders.items() if len(listings) > 1]
    return tuple(sorted(joining, key=lambda each: (each.kind, each.quote)))
