"""Pruning drops what was superseded long ago, and nothing that holds, or is referred to."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.history import Pruned
from catalog.model.listing import CrawlState
from catalog.store import (
    classifications,
    history,
    integrity,
    listings,
    overrides,
    pages,
    policies,
    servers,
    snapshots,
)
from catalog.store.catalog import Catalog, open_catalog
from catalog.store.findings import findings
from catalog.store.pruning import prune, would_prune
from catalog.taxonomy import Reason
from tests.catalog.store.any_values import generated
from tests.catalog.store.store_values import (
    LATER,
    NOON,
    classification,
    keep_server,
    listing,
    override,
    page,
    policy,
    rule,
    server,
    skipped,
    snapshot,
    tool,
)
from tests.catalog.store.whole import fill, said

LONG_AGO = NOON - timedelta(days=900)
NOTHING = Pruned.model_validate(dict.fromkeys(Pruned.model_fields, 0))
OLD, NEW = tool("old"), tool("new")


@pytest.fixture
def aged(store: Catalog) -> Catalog:
    """A server whose every row was superseded at noon by another."""
    notes = keep_server(store).id
    for at, offered in ((LONG_AGO, OLD), (NOON, NEW)):
        listings.keep(store, (listing(title=offered.name),), (), CrawlState(source="starter"), at)
        servers.keep(store, (server(listing(title=offered.name)),), at)
        snapshots.keep(store, snapshot(notes, offered, at=at))
        classifications.keep(store, notes, (classification(offered),), at)
        documents = {offered.name: "{}"}
        policies.keep(store, notes, policy(rule(offered)), "{}", documents, at)
        pages.keep(store, notes, (page(offered.name),), at)
    return store


def test_what_was_superseded_before_the_cut_is_dropped(aged: Catalog) -> None:
    before = said(aged)
    dropped = dict.fromkeys(("snapshots", "definitions", "classifications", "rules", "pages"), 1)
    assert prune(aged, LATER) == NOTHING.model_copy(update={"listings": 2, **dropped})
    assert said(aged) == before
    assert integrity.faults(aged) == ()
    assert prune(aged, LATER) == NOTHING


def test_what_would_be_dropped_is_told_and_stays(aged: Catalog) -> None:
    found = findings(aged, "io.example/notes")
    told = would_prune(aged, LATER)
    assert told != NOTHING
    assert findings(aged, "io.example/notes") == found
    assert prune(aged, LATER) == told


def test_what_was_superseded_after_the_cut_stays(aged: Catalog) -> None:
    (first, second) = findings(aged, "io.example/notes")
    assert prune(aged, LONG_AGO) == NOTHING
    pruned = prune(aged, NOON)
    assert (pruned.listings, pruned.rules, pruned.pages) == (1, 0, 0)
    assert findings(aged, "io.example/notes") == (second,)
    assert first.at < NOON


def test_what_holds_is_not_dropped_however_old(store: Catalog) -> None:
    fill(store)
    before = said(store)
    prune(store, NOON + timedelta(days=9_000))
    assert said(store) == before
    assert integrity.faults(store) == ()


def test_the_last_tool_list_of_a_server_that_fails_now_stays(store: Catalog) -> None:
    notes = keep_server(store, OLD)
    snapshots.keep(store, skipped(notes.id, Reason.CRASHED, at=NOON))
    snapshots.keep(store, skipped(notes.id, Reason.TIMED_OUT, at=LATER))
    assert prune(store, LATER).snapshots == 1
    kept = findings(store, notes.id)
    assert [each.reason for each in kept] == [None, Reason.TIMED_OUT]


def test_a_definition_that_a_person_judged_stays(aged: Catalog) -> None:
    overrides.keep(aged, override(OLD))
    assert prune(aged, LATER).definitions == 0
    assert overrides.every(aged) == (override(OLD),)


def test_a_merged_server_leaves_its_names_alone(store: Catalog) -> None:
    keep_server(store, NEW, slug="one")
    two = keep_server(store, OLD, slug="two")
    one, other = listing("io.example/one"), listing("io.example/two")
    merged = server(one, other, slug="one")
    servers.keep(store, (merged,), NOON)
    assert prune(store, LATER).snapshots == 1
    assert servers.find(store, "two") == merged
    servers.keep(store, (server(one, slug="one"), two), LATER)
    assert servers.find(store, "two") == two
    assert integrity.faults(store) == ()


def test_the_room_is_given_back(sqlite_location: Callable[[], str]) -> None:
    place = sqlite_location()
    with open_catalog(place) as store:
        for number in range(40):
            titled = listing(title=f"{number:04}" * 3_000)
            listings.keep(store, (titled,), (), CrawlState(source="starter"), NOON)
    large = Path(place).stat().st_size
    with open_catalog(place) as store:
        assert prune(store, LATER).listings == 39
        freed = store.compact()
        assert store.compact() == 0
    assert Path(place).stat().st_size == large - freed
    assert freed > large / 2


def test_a_catalog_is_whole_after_it_was_tidied(aged: Catalog) -> None:
    before = said(aged)
    prune(aged, LATER)
    assert aged.compact() >= 0
    assert said(aged) == before


@settings(generated, max_examples=6)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sets(st.sampled_from("abc")), st.booleans()), max_size=5
    ),
    st.integers(0, 6),
)
def test_pruning_never_changes_what_holds(
    fresh: Callable[[], Catalog], past: list[tuple[int, set[str], bool]], cut: int
) -> None:
    store = fresh()
    notes = keep_server(store).id
    for day, names, fails in sorted(past, key=lambda each: each[0]):
        at = NOON + timedelta(days=day)
        offered = [tool(name) for name in sorted(names)]
        found = skipped(notes, Reason.CRASHED, at) if fails else snapshot(notes, *offered, at=at)
        snapshots.keep(store, found)
        if not fails:
            classifications.keep(store, notes, [classification(each) for each in offered], at)
            rules = policy(*map(rule, offered))
            policies.keep(store, notes, rules, "", dict.fromkeys(names, ""), at)
            pages.keep(store, notes, [page(name) for name in sorted(names)], at)
    before, when = said(store), NOON + timedelta(days=cut)
    late = list(history.changes(store, when, NOON + timedelta(days=9)))
    prune(store, when)
    assert said(store) == before
    assert integrity.faults(store) == ()
    after = list(history.changes(store, when, NOON + timedelta(days=9)))
    assert [each.after for each in after] == [each.after for each in late]
