"""A person's word on what is one server: kept, and every server merged anew in its light."""

from collections.abc import Sequence
from datetime import UTC, datetime

from catalog.errors import NothingFound, UsageError
from catalog.model.server import Decision, Reference, Server
from catalog.store import decisions as decision_store
from catalog.store import servers as server_store
from catalog.store.catalog import Catalog
from cli.steps.crawl import merge_servers
from cli.steps.find import find_server
from cli.steps.who import who


def merge_by_hand(catalog: Catalog, one: str, other: str, why: str) -> tuple[Decision, Server]:
    """Make two servers one. Raises UsageError where they are, NothingFound for a name of none."""
    with catalog.writing():
        first, second = find_server(catalog, one), find_server(catalog, other)
        if first.id == second.id:
            raise UsageError(f"{one[:80]!r} and {other[:80]!r} are one server: {first.slug}")
        decision = _decided("merge", _references(first), _references(second), why)
        _keep(catalog, decision)
        return decision, find_server(catalog, first.id)


def split_by_hand(
    catalog: Catalog, named: str, listings: Sequence[str], why: str
) -> tuple[Decision, tuple[Server, ...]]:
    """Part some listings from a server; the servers of both sides, the parted first.

    Raises NothingFound for what is no listing of it, UsageError where nothing would be left,
    or where only a name's two registries would be parted.
    """
    with catalog.writing():
        server = find_server(catalog, named)
        every = _references(server)
        parted = dict.fromkeys(each for text in listings for each in _named(server, text))
        left = tuple(each for each in every if each not in parted)
        if not left:
            raise UsageError(f"those are all listings of {server.slug}; leave it one at least")
        decision = _decided("split", tuple(parted), left, why)
        _keep(catalog, decision)
        sides = [_owners(catalog, side) for side in (tuple(parted), left)]
        if sides[0] & sides[1]:
            raise UsageError(
                f"what gives {server.slug} one official name cannot be parted; "
                "name the listings of both registries"
            )
        return decision, _servers(catalog, (*parted, *left))


def _decided(kind: str, one: Sequence[Reference], other: Sequence[Reference], why: str) -> Decision:
    fields = {"kind": kind, "one": one, "other": other, "why": why}
    return Decision.model_validate({**fields, "who": who(), "at": datetime.now(UTC)})


def _keep(catalog: Catalog, decision: Decision) -> None:
    decision_store.keep(catalog, decision)
    merge_servers(catalog)


def _references(server: Server) -> tuple[Reference, ...]:
    """What names its listings, the most trusted first."""
    return tuple(dict.fromkeys((each.source, each.source_id) for each in server.listings))


def _named(server: Server, text: str) -> list[Reference]:
    """The listings that a text names: `SOURCE:ID`, or an id or a name in any registry."""
    found = [
        (each.source, each.source_id)
        for each in server.listings
        if text in (f"{each.source}:{each.source_id}", each.source_id, each.name)
    ]
    if not found:
        known = ", ".join(f"{source}:{name}" for source, name in _references(server)[:5])
        raise NothingFound(f"{server.slug} has no listing {text[:80]!r}; it has {known[:400]}")
    return found


def _owners(catalog: Catalog, references: Sequence[Reference]) -> set[str]:
    return {each.id for each in _servers(catalog, references)}


def _servers(catalog: Catalog, references: Sequence[Reference]) -> tuple[Server, ...]:
    found = (server_store.of_listing(catalog, each) for each in references)
    return tuple({each.id: each for each in found if each}.values())
