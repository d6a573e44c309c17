"""Pure: which stored server each server of a new merging goes on as, and under which slug.

A canonical id may change when an earlier proof turns up, and two servers may turn out to
be one. Addresses are promises: the server that was there first keeps its slug, and the
slugs and ids of the others go on to mean it.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog.model.server import Server

Source = tuple[str, str]
"""What names a server in one registry: source and source id."""


class Succession(NamedTuple):
    """Row ids by the canonical id of the server that goes on as, or takes in, that row."""

    continued: Mapping[str, int]
    merged: Mapping[int, str]


def succession(
    servers: Sequence[Server], stored: Mapping[str, int], owners: Mapping[Source, int]
) -> Succession:
    """Who goes on as whom; `stored` are row ids by canonical id, `owners` by source.

    A stored server that is among `servers` goes on as itself. One that is not, but whose
    listings are now another's, goes on as that one when it is new, else is merged into it.
    """
    given = {each.id for each in servers}
    continued = {key: row for key, row in stored.items() if key in given}
    free = set(stored.values()) - set(continued.values())
    merged: dict[int, str] = {}
    for server in sorted(servers, key=lambda each: each.id):
        sources = ((each.source, each.source_id) for each in server.listings)
        before = sorted({owners[each] for each in sources if each in owners} & free)
        free -= set(before)
        if before and server.id not in continued:
            continued[server.id] = before.pop(0)
        merged |= dict.fromkeys(before, server.id)
    return Succession(continued, merged)


def give_slugs(servers: Iterable[Server], taken: Collection[str]) -> dict[str, str]:
    """A slug for each new server by its id: the one proposed, or one with a suffix."""
    slugs: dict[str, str] = {}
    used = set(taken)
    for server in sorted(servers, key=lambda each: each.id):
        slugs[server.id] = next(each for each in _candidates(server) if each not in used)
        used.add(slugs[server.id])
    return slugs


def _candidates(server: Server) -> Iterator[str]:
    """The proposed slug, then with ever more digits of the hash of the server's id."""
    digits = hashlib.sha256(server.id.encode("utf-8", "surrogatepass")).hexdigest()
    yield server.slug
    yield from (f"{server.slug}-{digits[:length]}" for length in range(6, len(digits) + 1))
