"""Listings, rejected rows and crawl states: kept once, superseded, never lost."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from catalog.model.listing import CrawlState, Listing, Rejected
from catalog.store import listings
from catalog.store.catalog import Catalog
from catalog.store.rows import table
from catalog.tables.crawled import ListingRow
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import LATER, NOON, listing

STATE = CrawlState(source="starter", cursor="2")
BAD = Rejected(source="starter", source_id="a", reason="has no name", excerpt="{}")


def rows(store: Catalog) -> int:
    with store.reading() as session:
        return session.connection().execute(select(func.count(table(ListingRow).c.id))).scalar_one()


@generated
@given(st.lists(any_value(Listing), max_size=3), any_value(CrawlState))
def test_any_listing_comes_back_exact(
    fresh: Callable[[], Catalog], given: list[Listing], state: CrawlState
) -> None:
    unlike = {(each.source, each.source_id): each for each in given}
    store = fresh()
    listings.keep(store, given, (), state, NOON)
    kept = listings.current(store)
    assert {(each.source, each.source_id) for each in kept} == set(unlike)
    assert set(kept) <= set(given)
    assert listings.state(store, state.source) == state


@generated
@given(st.lists(any_value(Rejected), max_size=3, unique=True))
def test_any_rejected_row_comes_back_exact(
    fresh: Callable[[], Catalog], given: list[Rejected]
) -> None:
    store = fresh()
    listings.keep(store, (), given, STATE, NOON)
    assert set(listings.rejected(store)) == set(given)


def test_what_is_unchanged_is_not_written_again(store: Catalog) -> None:
    both = (listing("io.example/a"), listing("io.example/b"))
    listings.keep(store, both, (BAD,), STATE, NOON)
    listings.keep(store, both, (BAD,), STATE, LATER)
    assert rows(store) == 2
    assert listings.current(store) == both
    assert listings.rejected(store) == (BAD,)


def test_a_changed_listing_supersedes_the_one_before_and_leaves_it(store: Catalog) -> None:
    listings.keep(store, (listing(),), (), STATE, NOON)
    reworded = listing(title="Notes, reworded")
    listings.keep(store, (reworded,), (), STATE, LATER)
    assert listings.current(store) == (reworded,)
    assert rows(store) == 2


def test_a_new_latest_version_supersedes_the_old_latest_only(store: Catalog) -> None:
    old = listing(version="0.9", is_latest=False)
    listings.keep(store, (old, listing(version="1.0")), (), STATE, NOON)
    listings.keep(store, (listing(version="1.1"),), (), STATE, LATER)
    assert [each.version for each in listings.current(store)] == ["0.9", "1.1"]


def test_what_changes_back_holds_again(store: Catalog) -> None:
    for title in ("one", "two", "one"):
        listings.keep(store, (listing(title=title),), (), STATE, NOON)
    assert [each.title for each in listings.current(store)] == ["one"]


def test_the_same_id_of_two_sources_is_two_listings(store: Catalog) -> None:
    both = (listing(source="one"), listing(source="two"))
    listings.keep(store, both, (), STATE, NOON)
    assert listings.current(store) == both


def test_a_row_that_can_be_read_again_is_rejected_no_more(store: Catalog) -> None:
    nameless = BAD.model_copy(update={"source_id": ""})
    listings.keep(store, (), (BAD, nameless), STATE, NOON)
    listings.keep(store, (listing(source_id="a"),), (), STATE, LATER)
    assert listings.rejected(store) == (nameless,)


def test_a_source_never_read_has_no_state(store: Catalog) -> None:
    assert listings.state(store, "nowhere") is None
