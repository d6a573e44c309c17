"""Pure: which stored server each server of a new merging goes on as, and under which slug.

A canonical id may change when an earlier proof turns up, two servers may turn out to be
one, and one may turn out to be two. Addresses are promises: of those that become one the
oldest keeps its slug, the slugs and ids of the others go on to mean it, and each gets its
own back when they are parted again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from catalog.model.server import Reference, Server

_ALWAYS = 0.0
"""The age of what was there before ages were kept."""


class Succession(NamedTuple):
    """Row ids by the canonical id of the server that goes on as, or takes in, that row.

    `left` are the living rows that no server goes on as.
    """

    continued: Mapping[str, int]
    merged: Mapping[int, str]
    left: frozenset[int] = frozenset()


class Past(NamedTuple):
    """What is known of stored servers beside their ids and listings.

    `owned` are the superseded ones by the listings that they had, `since` from when each is,
    if that is known.
    """

    owned: Mapping[Reference, Sequence[int]] = {}
    since: Mapping[int, datetime | None] = {}

    def age(self, row: int) -> float:
        moment = self.since.get(row)
        return moment.timestamp() if moment else _ALWAYS


def succession(
    servers: Sequence[Server],
    stored: Mapping[str, int],
    owners: Mapping[Reference, int],
    past: Past = Past(),  # noqa: B008 - a value that never changes
) -> Succession:
    """Who goes on as whom; `stored` are row ids by canonical id, `owners` by source.

    A server goes on as the oldest of those whose listings it has now, and takes in the
    others; where it has none of them, as the one that it was before it was superseded.
    """
    living = set(owners.values())
    claims = [_claim(each, stored, owners, past, living) for each in servers]
    heirs = _heirs(claims, stored)
    continued: dict[str, int] = {}
    merged: dict[int, str] = {}
    for heir, rows in _by_heir(heirs).items():
        first, *others = sorted(rows, key=lambda row: (past.age(row), row != stored.get(heir), row))
        continued[heir] = first
        merged |= dict.fromkeys(others, heir)
    taken = set(heirs)
    for each in sorted(claims):
        left = [row for row in each.former if row not in taken]
        if left and each.heir not in continued:
            continued[each.heir] = left[0]
            taken.add(left[0])
    return Succession(continued, merged, frozenset(living - set(heirs)))


class _Claim(NamedTuple):
    """A server of the new merging, the living rows that it may be, and the superseded ones.

    `explained` says that these had all of its listings that are stored.
    """

    heir: str
    living: tuple[int, ...]
    former: tuple[int, ...]
    explained: bool


def _claim(
    server: Server,
    stored: Mapping[str, int],
    owners: Mapping[Reference, int],
    past: Past,
    living: Collection[int],
) -> _Claim:
    listed = {(each.source, each.source_id) for each in server.listings}
    known = listed & owners.keys()
    rows = {owners[each] for each in known}
    former = {row for each in listed for row in past.owned.get(each, ())}
    named = stored.get(server.id)
    if named is not None:
        (rows if named in living else former).add(named)
    by_age = sorted(former, key=lambda row: (row != named, past.age(row), row))
    explained = bool(known) and all(each in past.owned for each in known)
    return _Claim(server.id, tuple(sorted(rows)), tuple(by_age), explained)


def _heirs(claims: Iterable[_Claim], stored: Mapping[str, int]) -> dict[int, str]:
    """By living row, which server it goes on in: rather one that was never another's row,
    and rather the one with its id."""
    best: dict[int, tuple[bool, bool, str]] = {}
    for each in claims:
        for row in each.living:
            rank = (each.explained, stored.get(each.heir) != row, each.heir)
            best[row] = min(best.get(row, rank), rank)
    return {row: heir for row, (_, _, heir) in best.items()}


def _by_heir(heirs: Mapping[int, str]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, heir in heirs.items():
        found[heir].append(row)
    return found


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
