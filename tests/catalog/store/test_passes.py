"""A full pass over a registry: what it no longer meets is gone, and only at its end."""

from catalog.model.listing import CrawlState, Listing, Page, Rejected, Validator
from catalog.store import listings, passes
from catalog.store.catalog import Catalog
from tests.catalog.store.store_values import LATER, NOON, listing

A, B, C = (listing(f"io.example/{each}") for each in "abc")
OTHER = listing("io.example/a", source="elsewhere")


def state(*, complete: bool = False, full: bool = True, source: str = "starter") -> CrawlState:
    started = LATER if full else NOON
    return CrawlState(source=source, started=started, full=full, complete=complete)


def keep(
    store: Catalog, *said: Listing, complete: bool = True, full: bool = True
) -> tuple[int, int]:
    page = Page(listings=said)
    return tuple(listings.keep_page(store, page, state(complete=complete, full=full), LATER))  # type: ignore[return-value]  # it has two


def test_what_a_full_pass_does_not_meet_is_gone_at_its_end_only(store: Catalog) -> None:
    listings.keep_page(store, Page(listings=(OTHER,)), state(source="elsewhere"), NOON)
    assert keep(store, A, B, C) == (3, 0)
    assert keep(store, A, complete=False) == (0, 0)
    assert listings.current(store) == (OTHER, A, B, C)
    assert keep(store, B) == (0, 1)
    assert listings.current(store) == (OTHER, A, B)
    assert passes.ids(store, "starter") == ("io.example/a", "io.example/b")


def test_an_incremental_pass_takes_nothing_for_gone(store: Catalog) -> None:
    keep(store, A, B)
    assert keep(store, A, full=False) == (0, 0)
    assert listings.current(store) == (A, B)


def test_a_pass_that_was_given_up_tells_nothing_of_the_next(store: Catalog) -> None:
    keep(store, A, B)
    old = CrawlState(source="starter", started=NOON)
    listings.keep_page(store, Page(listings=(A, B)), old, NOON)
    assert keep(store, A) == (0, 1)


def test_what_comes_back_holds_again(store: Catalog) -> None:
    keep(store, A, B)
    keep(store, A)
    assert keep(store, A, B) == (1, 0)
    assert listings.current(store) == (A, B)
    keep(store, A)
    reworded = listing("io.example/b", title="Anew")
    assert keep(store, A, reworded) == (1, 0)
    assert listings.current(store) == (A, reworded)


def test_what_was_named_is_not_gone_read_or_not(store: Catalog) -> None:
    keep(store, A, B, C)
    bad = Rejected(source="starter", source_id=B.source_id, reason="is no row", excerpt="{}")
    page = Page(listings=(A,), rejected=(bad,), seen=(C.source_id,))
    assert listings.keep_page(store, page, state(complete=True), LATER) == (0, 0)
    assert listings.rejected(store) == (bad,)
    assert keep(store, A, C) == (0, 1)
    assert listings.rejected(store) == ()


def test_what_a_pass_under_way_has_met_is_told_and_forgotten_at_its_end(store: Catalog) -> None:
    keep(store, A, complete=False)
    keep(store, B, A, complete=False)
    assert passes.seen(store, "starter") == (A.source_id, B.source_id)
    keep(store, C)
    assert passes.seen(store, "starter") == ()


def test_validators_are_kept_by_address(store: Catalog) -> None:
    told = Validator(source="starter", url="https://a.example/", etag='"1"', ids=("a",))
    newer = told.model_copy(update={"etag": 'W/"2"', "modified": "Sat", "digest": "d"})
    for each in (told, newer):
        listings.keep_page(store, Page(validators=(each,)), state(), NOON)
        assert passes.validator(store, "starter", each.url) == each
    assert passes.validator(store, "elsewhere", told.url) is None
