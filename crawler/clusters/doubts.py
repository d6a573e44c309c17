"""Pure: what about a server's names could mislead.

A name that is taken for another's, letters that are taken for others, and a namespace whose
repository is another's. Each is a remark: it joins nothing and keeps nothing apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog.letters import letters, mixes_letters, skeleton
from catalog.model.server import Doubt
from crawler.clusters.cluster import Cluster
from crawler.clusters.owners import forge_owner, label, owns_repository

NAMING = ("npm", "pypi", "oci", "nuget", "cargo")
"""Registries where a name has an owner."""

KNOWN = 3
"""Registries that list a server before a package without an owner is its well-known name,
unless it has an official name."""

COMPARED = 20
"""Names that one name is compared with."""

OWNER, ALONE = 5, 6
"""Letters of an owner, and of a name that stands alone, below which one letter less or more
is as often another word."""

_GENERIC = re.compile(r"mcp|server")


class Named(NamedTuple):
    """One name of a cluster: what varies in it, and what must be the same for two to be alike."""

    text: str
    beside: tuple[str, str]
    whole: str
    number: int

    @property
    def owned(self) -> bool:
        return bool(self.beside[1])


def doubts(clusters: Sequence[Cluster]) -> Mapping[int, tuple[Doubt, ...]]:
    """By the number of a cluster."""
    found: dict[int, set[Doubt]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        found[number].update(_not_its_own(cluster), _mixed(cluster))
    for taken, model in _alike(clusters):
        detail = f"looks like {model.whole}, another publisher's"
        found[taken.number].add(Doubt(kind="look-alike", quote=taken.whole, detail=detail))
    return {
        number: tuple(sorted(each, key=lambda one: (one.kind, one.quote, one.detail)))
        for number, each in found.items()
        if each
    }


def _not_its_own(cluster: Cluster) -> Iterator[Doubt]:
    """Names of a forge's user whose repository there is another's, who has none of the names."""
    for entry in cluster.entries:
        if entry.name and (owner := forge_owner(entry.name)):
            forge = owner.partition("/")[0]
            for place in sorted(entry.places):
                owned = any(owns_repository(name, place.repository) for name in cluster.names)
                if place.repository.startswith(f"{forge}/") and not owned:
                    detail = f"does not own the repository that it names, {place.repository}"
                    yield Doubt(kind="namespace", quote=entry.listings[0].name, detail=detail)


def _mixed(cluster: Cluster) -> Iterator[Doubt]:
    for entry in cluster.heard:
        for listing in entry.listings:
            packages = (each.identifier for each in listing.packages)
            for text in (listing.name, listing.title or "", *packages):
                if mixes_letters(text):
                    detail = "has letters that are taken for others, or do not show"
                    yield Doubt(kind="mixed letters", quote=text, detail=detail)


def _alike(clusters: Sequence[Cluster]) -> Iterator[tuple[Named, Named]]:
    """Names that look like those of another publisher who is better known."""
    groups: dict[tuple[str, str], dict[str, Named]] = defaultdict(dict)
    for number, cluster in enumerate(clusters):
        for each in _names(cluster, number):
            groups[each.beside].setdefault(each.whole, each)
    for beside in sorted(groups):
        if len(groups[beside]) > 1:
            yield from _pairs([groups[beside][each] for each in sorted(groups[beside])], clusters)


def _names(cluster: Cluster, number: int) -> Iterator[Named]:
    for name in cluster.names:
        yield Named(label(name), ("name", skeleton(name.partition("/")[2])), name, number)
    for key in sorted(cluster.packages):
        registry, _, name = key.partition(":")
        owner, slash, rest = name.rpartition("/")
        told = owner.lstrip("@").removeprefix("docker.io/") if slash else name
        if registry in NAMING:
            yield Named(told, (registry, rest if slash else ""), name, number)


def _pairs(names: Sequence[Named], clusters: Sequence[Cluster]) -> Iterator[tuple[Named, Named]]:
    models: dict[str, list[Named]] = defaultdict(list)
    for each in names:
        cluster = clusters[each.number]
        if each.owned or cluster.proven or len(cluster.sources) >= KNOWN:
            for variant in _variants(each):
                if len(models[variant]) < COMPARED:
                    models[variant].append(each)
    for each in names:
        near = {model for variant in _variants(each) for model in models.get(variant, ())}
        better = [
            model for model in near if _is_model(clusters[model.number], clusters[each.number])
        ]
        alike = [model for model in better if _look_alike(each, model)]
        if alike:
            yield each, min(alike, key=lambda model: model.whole)


def _variants(named: Named) -> set[str]:
    """What two names have one of in common where one letter is more, less, another or moved.

    Never the first: who is taken in reads that one.
    """
    text = letters(named.text)
    shorter = (text[:at] + text[at + 1 :] for at in range(1, len(text)))
    return {skeleton(named.text), text, *(shorter if _is_long(named) else ())}


def _look_alike(one: Named, other: Named) -> bool:
    if skeleton(one.text) == skeleton(other.text):
        return True
    near = _near(letters(one.text), letters(other.text))
    return near and _is_long(one) and _is_long(other)


def _is_long(named: Named) -> bool:
    text = letters(named.text)
    return len(text) >= OWNER if named.owned else len(_GENERIC.sub("", text)) >= ALONE


def _near(one: str, other: str) -> bool:
    """Whether one letter at most is more, less or another, or two neighbours are exchanged."""
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, each in enumerate(one) if each != other[at]), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])


def _is_model(model: Cluster, other: Cluster) -> bool:
    """Whether a server of another publisher is better known, or as well known and earlier."""
    return _weight(model) < _weight(other) and not (_publishers(model) & _publishers(other))


def _weight(cluster: Cluster) -> tuple[int, float, str]:
    dates = [
        each.published_at.timestamp()
        for entry in cluster.entries
        for each in entry.listings
        if each.published_at
    ]
    return -len(cluster.sources), min(dates, default=float("inf")), cluster.entries[0].key


def _publishers(cluster: Cluster) -> set[str]:
    """The words that those who publish it go by; a repository can be named by anyone."""
    found = {label(name) for name in cluster.names}
    found.update(key.partition("@")[2].partition("/")[0] for key in cluster.packages if ":@" in key)
    return found
