"""Pure: when two packages are one thing to run, and when they are two."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from crawler.clusters.coordinates import coordinate
from crawler.clusters.entry import Entry

COMPARED = 50
"""Different sets of packages that are compared with one another; more are not of one server."""


def family(key: str) -> str:
    """Of packages that one server has one of: its registry; of images, with the publisher.

    Images of several publishers are often copies of one.
    """
    return key.rpartition("/")[0] if key.startswith("oci:") else key.partition(":")[0]


def differ(claims: Iterable[frozenset[str]]) -> bool:
    """Whether two of the claims name different packages of one family."""
    families: dict[str, set[frozenset[str]]] = {}
    for packages in claims:
        for each in {family(key) for key in packages}:
            named = frozenset(key for key in packages if family(key) == each)
            families.setdefault(each, set()).add(named)
    return any(_apart(each) for each in families.values())


def rivals(entry: Entry) -> frozenset[str]:
    """Packages that one listing names beside others of their family: one server has one."""
    found: set[str] = set()
    for listing in entry.listings if len(entry.packages) > 1 else ():
        named = {key for each in listing.packages if (key := coordinate(each))}
        counts = Counter(family(key) for key in named)
        found.update(key for key in named if counts[family(key)] > 1)
    return frozenset(found)


def package_keys(entries: Sequence[Entry]) -> Mapping[str, frozenset[str]]:
    """The packages of each entry by its key, with their arguments where these tell servers apart.

    They do where entries start one package with fixed arguments and have none in common.
    """
    common: dict[str, frozenset[tuple[str, ...]]] = {}
    for entry in entries:
        for package, given in entry.arguments.items():
            if fixed := given - {()}:
                common[package] = common.get(package, fixed) & fixed
    telling = {package for package, shared in common.items() if not shared}
    return {each.key: frozenset(_keys(each, telling)) for each in entries}


def _keys(entry: Entry, telling: Collection[str]) -> Iterable[str]:
    for package, given in entry.arguments.items():
        if package in telling:
            yield from (" ".join((package, *arguments)) for arguments in given)
        else:
            yield package


def _apart(named: Collection[frozenset[str]]) -> bool:
    if len(named) > COMPARED:
        return True
    return any(one.isdisjoint(other) for one, other in combinations(named, 2))
