"""Pure: all that a registry says of one server, over its versions, as one entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from catalog.model.listing import Listing
from crawler.clusters.coordinates import addresses, coordinate, place, telling

NAMESPACE = ("official", "starter", "github_mcp", "pulsemcp")
"""Registries whose names are the official registry's, the most trusted first."""

HALVES = ("docker",)
"""Registries that say things of a server in several places, and everywhere by the same name."""

MIRRORS = ("com.pulsemcp.mirror/",)
"""Namespaces whose entries were made by others than the servers' publishers."""

SERVICES = 3
"""Remotes of one server; an entry that has more is a roof over several."""

PACKAGE, REMOTE, REPOSITORY = "package", "remote", "repository"

Claim = tuple[str, str]
"""A kind, and the coordinate in the one way to write it."""

Arguments = Mapping[str, frozenset[tuple[str, ...]]]
"""The fixed arguments with which an entry starts each package."""


class Entry:
    """The listings of one source id; or of one name, official or of a registry in halves.

    `packages`, `remotes` and `places` are what it claims. `name` is its official name; None
    for what stands in no namespace that anyone vouches for.
    """

    def __init__(self, key: str, name: str | None, listings: Sequence[Listing]) -> None:
        self.key = key
        self.name = name
        self.listings = listings
        self.arguments = _arguments(listings)
        self.packages = frozenset(self.arguments)
        found = frozenset(each for said in listings for each in addresses(said))
        self.remotes = found if len(found) <= SERVICES else frozenset[str]()
        self.places = frozenset(
            where
            for said in listings
            if said.repository and (where := place(said.repository)) is not None
        )

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(each.source for each in self.listings)

    @cached_property
    def references(self) -> frozenset[tuple[str, str]]:
        return frozenset((each.source, each.source_id) for each in self.listings)

    @property
    def proven(self) -> bool:
        return self.name is not None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All of what it claims, with the kind of each."""
        return (
            *((PACKAGE, each) for each in sorted(self.packages)),
            *((REMOTE, each) for each in sorted(self.remotes)),
            *((REPOSITORY, str(each)) for each in sorted(self.places)),
        )


def entries(listings: Iterable[Listing]) -> list[Entry]:
    """The entries in an order that depends on them alone; tombstones say nothing."""
    said: dict[tuple[bool, str], list[Listing]] = defaultdict(list)
    for each in listings:
        if each.status != "deleted":
            said[_key(each)].append(each)
    return [
        Entry(key, key if proven else None, _different(found))
        for (proven, key), found in sorted(said.items(), key=lambda pair: pair[0])
    ]


def _different(listings: Sequence[Listing]) -> Sequence[Listing]:
    """Each but once, in an order that depends on them alone."""
    if len(listings) == 1:
        return listings
    by_content = {each.content_hash: each for each in listings}
    return [by_content[each] for each in sorted(by_content)]


def _key(listing: Listing) -> tuple[bool, str]:
    vouched = listing.source in NAMESPACE and not listing.name.startswith(MIRRORS)
    if vouched:
        return True, listing.name.casefold()
    own = listing.name if listing.source in HALVES else listing.source_id
    return False, f"{listing.source}:{own}"


def _arguments(listings: Iterable[Listing]) -> Arguments:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for said in listings:
        for package in said.packages:
            if key := coordinate(package):
                found[key].add(telling(package))
    return {key: frozenset(given) for key, given in found.items()}
