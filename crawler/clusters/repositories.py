"""Pure: clusters that a repository joins, where it holds one server.

Anyone can name anyone's repository, and a repository can hold many servers. So it joins
only what says nothing else: not two official names, not two packages, not two entries of
one registry, not two folders, and nothing to run or to ask that is called otherwise.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from crawler.clusters.cluster import Cluster, joined
from crawler.clusters.owners import domain, label, owns_repository
from crawler.clusters.packages import differ

_GENERIC = re.compile(r"mcp|server|[^a-z0-9]")
_COMMON = frozenset({"mcp", "server", "servers"})
SHORT = 3
"""Letters of a name that say nothing when they are found within another."""


def join_places(found: Sequence[Cluster]) -> list[Cluster]:
    """The clusters, joined where a place holds one server."""
    groups = [
        group
        for repository, folders in sorted(_by_place(found).items())
        for folder, there in folders.items()
        if len(there) > 1 and (folder or len(folders) == 1)
        if (group := _one_server(found, repository, there))
    ]
    return joined(found, groups)


def believed(cluster: Cluster, repository: str) -> bool:
    """Whether an official name may speak for a repository: a user of the forge for his own,
    a domain for what is called like it."""
    return any(
        owns_repository(name, repository)
        or (domain(name) is not None and _named_after(label(name), repository))
        for name in cluster.names
    )


def _by_place(found: Sequence[Cluster]) -> Mapping[str, Mapping[str, list[int]]]:
    """Clusters by repository and folder; one that names several of either is in none."""
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, cluster in enumerate(found):
        repositories = {each.repository for each in cluster.places}
        folders = {each.folder for each in cluster.places if each.folder}
        if len(repositories) == 1 and len(folders) <= 1:
            places[repositories.pop()]["".join(folders)].append(at)
    return places


def _one_server(found: Sequence[Cluster], repository: str, there: Sequence[int]) -> tuple[int, ...]:
    """Those of them that are the one server of the place; none where it holds several.

    Where there are several, those that bear the repository's name are its own server, if no
    two of them differ.
    """
    leaders = [at for at in there if found[at].proven and believed(found[at], repository)]
    others = [at for at in there if not found[at].proven and _akin(found[at], repository)]
    if len(leaders) > 1:
        return ()
    if _agree(found, (*leaders, *others)):
        return (*leaders, *others)
    named = [at for at in others if _bears_name(found[at], repository)]
    if differ(found[at].packages for at in (*leaders, *named)):
        named = [at for at in named if not found[at].packages]
    counts = Counter(source for at in named for source in found[at].sources)
    single = [at for at in named if all(counts[each] == 1 for each in found[at].sources)]
    return (*leaders, *single) if _agree(found, (*leaders, *single)) else ()


def _agree(found: Sequence[Cluster], group: Sequence[int]) -> bool:
    """Whether no packages differ, and no registry lists two of them."""
    sources = [source for at in group for source in found[at].sources]
    return len(sources) == len(set(sources)) and not differ(found[at].packages for at in group)


def _bears_name(cluster: Cluster, repository: str) -> bool:
    """Whether it is called as the repository is, apart from words that all use."""
    wanted = _words(repository.rpartition("/")[2])
    names = {said.name.rpartition("/")[2] for each in cluster.entries for said in each.listings}
    return bool(wanted) and any(_words(each) == wanted for each in names)


def _words(name: str) -> tuple[str, ...]:
    return tuple(each for each in re.findall(r"[a-z0-9]+", name.lower()) if each not in _COMMON)


def _akin(cluster: Cluster, repository: str) -> bool:
    """Whether all that it would start or ask is named after the repository or its owner."""
    packages = (each.partition(":")[2] for each in cluster.packages)
    return all(_named_after(each, repository) for each in (*packages, *cluster.all_remotes))


def _named_after(word: str, repository: str) -> bool:
    """Whether one of the two names is found in the other, apart from words that all use."""
    said = _GENERIC.sub("", word.lower())
    names = [_GENERIC.sub("", each) for each in repository.split("/")[1:]]
    return any(
        len(min(said, each, key=len)) >= SHORT and (each in said or said in each) for each in names
    )
