"""What people decided holds for one server's tool, wherever it goes, and for no other's."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import StoreError
from catalog.model.classification import Override
from catalog.model.listing import CrawlState
from catalog.model.server import Server
from catalog.store import integrity, listings, overrides, servers, snapshots
from catalog.store.catalog import Catalog
from catalog.store.pruning import prune
from catalog.taxonomy import Reason, Risk
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import (
    LATER,
    NOON,
    keep_server,
    listing,
    override,
    server,
    skipped,
    snapshot,
    tool,
)

TOOL = tool()
CHANGED = tool(description="Delete a note, or all of them.")
A, B = listing("io.example/a"), listing("io.example/b")


@pytest.fixture
def two(store: Catalog) -> tuple[Server, Server]:
    """Two servers that offer the same definition; a person decided of the first."""
    pair = server(A, slug="a"), server(B, slug="b")
    listings.keep(store, (A, B), (), CrawlState(source="starter"), NOON)
    servers.keep(store, pair, NOON)
    for each in pair:
        snapshots.keep(store, snapshot(each.id, TOOL))
    overrides.keep(store, decision(A.name))
    return pair


def decision(server_id: str | None, **fields: Any) -> Override:
    return override(TOOL, server=server_id, **fields)


def of(store: Catalog, server_id: str, digest: str = TOOL.digest) -> Override | None:
    return overrides.standing(store).of(server_id, digest)


@generated
@given(st.lists(any_value(Override), max_size=3))
def test_any_decisions_come_back_exact(fresh: Callable[[], Catalog], given: list[Override]) -> None:
    store = fresh()
    kept = keep_server(store).id
    said = [
        each.model_copy(update={"server": None if each.server is None else kept}) for each in given
    ]
    overrides.keep_all(store, said)
    assert list(overrides.every(store)) == said
    assert integrity.faults(store) == ()


def test_a_copy_on_another_server_inherits_nothing(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    assert of(store, A.name) == decision(A.name)
    assert of(store, B.name) is None
    assert of(store, A.name, CHANGED.digest) is None


def test_the_last_decision_counts_and_the_first_is_kept(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    again = decision(A.name, risk=Risk.HIGH, at=LATER)
    overrides.keep(store, again)
    assert of(store, A.name) == again
    assert overrides.every(store) == (decision(A.name), again)


def test_one_of_the_first_days_holds_everywhere_but_where_another_was_made(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    overrides.keep(store, decision(None, at=LATER))
    assert of(store, A.name) == decision(A.name)
    assert of(store, B.name) == decision(None, at=LATER)


def test_of_an_unknown_server_nothing_is_kept(store: Catalog) -> None:
    with pytest.raises(StoreError, match="keep it first"):
        overrides.keep(store, decision("nobody"))
    assert overrides.every(store) == ()


def test_a_decision_follows_its_server_into_another_and_back(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    for merged in (server(B, A, slug="b"), server(A, B, slug="a")):
        servers.keep(store, (merged,), LATER)
        assert of(store, merged.id) == decision(merged.id)
        assert integrity.faults(store) == ()
        prune(store, LATER)
        servers.keep(store, two, LATER)
        assert of(store, A.name) == decision(A.name)
        assert of(store, B.name) is None


def test_a_decision_of_either_side_holds_while_they_are_one(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    overrides.keep(store, decision(B.name, risk=Risk.HIGH, at=LATER))
    servers.keep(store, (server(A, B, slug="a"),), LATER)
    assert of(store, A.name) == decision(A.name, risk=Risk.HIGH, at=LATER)


def test_a_chain_of_mergings_leads_to_the_last(store: Catalog, two: tuple[Server, Server]) -> None:
    c = listing("io.example/c")
    listings.keep(store, (c,), (), CrawlState(source="starter"), NOON)
    servers.keep(store, (*two, server(c, slug="c")), NOON)
    servers.keep(store, (server(B, A, slug="b"), server(c, slug="c")), LATER)
    servers.keep(store, (server(c, B, A, slug="c"),), LATER)
    assert of(store, c.name) == decision(c.name)


def test_a_decision_outlasts_another_id_and_title(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    renamed = server(A, slug="z", id="pkg:npm/a", title="Anew")
    servers.keep(store, (renamed, two[1]), LATER)
    assert of(store, "pkg:npm/a") == decision("pkg:npm/a")


def test_it_waits_for_a_server_that_is_gone(store: Catalog, two: tuple[Server, Server]) -> None:
    tombstone = A.model_copy(update={"status": "deleted"})
    listings.keep(store, (tombstone,), (), CrawlState(source="starter"), LATER)
    servers.keep(store, two[1:], LATER)
    assert overrides.outdated(store) == ()
    back = A.model_copy(update={"title": "Back"})
    listings.keep(store, (back,), (), CrawlState(source="starter"), LATER)
    servers.keep(store, (server(back, slug="a"), two[1]), LATER)
    assert of(store, A.name) == decision(A.name)


def test_another_definition_is_asked_about_again(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    assert overrides.outdated(store) == ()
    snapshots.keep(store, snapshot(A.name, CHANGED, at=LATER))
    snapshots.keep(store, snapshot(B.name, CHANGED, at=LATER))
    old = overrides.Outdated(A.name, TOOL.name, CHANGED.digest, decision(A.name))
    assert overrides.outdated(store) == (old,)
    overrides.keep(store, override(CHANGED, server=A.name))
    assert overrides.outdated(store) == ()
    snapshots.keep(store, snapshot(A.name, TOOL, at=LATER))
    assert overrides.outdated(store) == ()
    assert of(store, A.name) == decision(A.name)


def test_a_second_tool_of_the_name_is_asked_about(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    snapshots.keep(store, snapshot(A.name, TOOL, CHANGED, at=LATER))
    (asked,) = overrides.outdated(store)
    assert asked.digest == CHANGED.digest


def test_the_last_decision_on_the_name_is_told(store: Catalog, two: tuple[Server, Server]) -> None:
    overrides.keep(store, override(CHANGED, server=A.name))
    overrides.keep(store, decision(A.name, at=LATER))
    snapshots.keep(store, snapshot(A.name, tool(description="New."), at=LATER))
    (asked,) = overrides.outdated(store)
    assert asked.override == decision(A.name, at=LATER)


def test_what_is_not_seen_to_be_offered_is_not_asked_about(
    store: Catalog, two: tuple[Server, Server]
) -> None:
    failed = skipped(A.name, Reason.CRASHED, LATER)
    from_source = failed.outcome.model_copy(update={"unverified": (CHANGED,)})
    for outcome in (failed.outcome, from_source):
        snapshots.keep(store, failed.model_copy(update={"outcome": outcome}))
        assert overrides.outdated(store) == ()
    snapshots.keep(store, snapshot(A.name, tool("another"), at=LATER))
    assert overrides.outdated(store) == ()
