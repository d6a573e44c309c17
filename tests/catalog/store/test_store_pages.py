"""Pages: exact whatever they come to say, and superseded when their subject is gone."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from sqlalchemy import select

from catalog.errors import StoreError
from catalog.model.page import Page, ServerPage, ToolPage
from catalog.store import pages, servers
from catalog.store.catalog import Catalog
from catalog.store.rows import table
from catalog.tables.advised import PageRow
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import LATER, NOON, keep_server, page, server


def address(of: Page) -> str:
    return of.address


@generated
@given(any_value(ToolPage), any_value(ServerPage))
def test_any_page_comes_back_exact(
    fresh: Callable[[], Catalog], tool: ToolPage, server: ServerPage
) -> None:
    store = fresh()
    given: list[Page] = [tool, server]
    assume(tool.address != server.address)
    pages.keep(store, keep_server(store).id, given, NOON)
    assert sorted(pages.every(store), key=address) == sorted(given, key=address)
    assert [pages.find(store, each.address) for each in given] == given


def test_only_changed_pages_are_written(store: Catalog) -> None:
    server = keep_server(store)
    pages.keep(store, server.id, [page("a"), page("b")], NOON)
    pages.keep(store, server.id, [page("a"), page("b", "Reworded")], LATER)
    rows = table(PageRow).c
    with store.reading() as session:
        times = session.connection().execute(select(rows.address, rows.at).order_by(rows.address))
        assert [at for _, at in times] == [NOON, LATER]
    assert pages.find(store, page("b").address) == page("b", "Reworded")


def test_a_page_whose_subject_is_gone_is_superseded_and_may_come_back(store: Catalog) -> None:
    server = keep_server(store)
    both = [page("a"), page("b")]
    pages.keep(store, server.id, both, NOON)
    pages.keep(store, server.id, both[:1], LATER)
    assert list(pages.every(store)) == both[:1]
    assert pages.find(store, both[1].address) is None
    assert [each.address for each in pages.gone(store)] == [both[1].address]
    pages.keep(store, server.id, both, LATER)
    assert list(pages.every(store)) == both
    assert pages.gone(store) == ()


def test_the_pages_of_one_server_leave_those_of_another(store: Catalog) -> None:
    for slug in ("one", "two"):
        pages.keep(store, keep_server(store, slug=slug).id, [page(slug)], NOON)
    assert list(pages.every(store)) == [page("one"), page("two")]


def test_the_pages_of_a_merged_server_are_superseded_until_it_is_split_off(store: Catalog) -> None:
    one, two = (keep_server(store, slug=slug) for slug in ("one", "two"))
    pages.keep(store, two.id, [page("two")], NOON)
    servers.keep(store, (server(*one.listings, *two.listings, slug="one"),), LATER)
    assert list(pages.every(store)) == []
    assert [each.address for each in pages.gone(store)] == [page("two").address]
    servers.keep(store, (one, two), LATER)
    pages.keep(store, two.id, [page("two")], LATER)
    assert list(pages.every(store)) == [page("two")]


def test_two_pages_of_one_address_are_an_error_not_a_loss(store: Catalog) -> None:
    server = keep_server(store)
    with pytest.raises(StoreError, match="address"):
        pages.keep(store, server.id, [page("a"), page("a", "Another")], NOON)
    assert list(pages.every(store)) == []


def test_many_pages_are_read_whole_and_in_order(store: Catalog) -> None:
    server = keep_server(store)
    many = [page(f"{n:04}") for n in range(1203)]
    pages.keep(store, server.id, many[::-1], NOON)
    assert list(pages.every(store)) == many


def test_cards_are_found_by_what_they_hold(store: Catalog) -> None:
    given = [page("a", "Delete 100% of it"), page("b", "D\u00e9lete"), page("get_all", "Reads it")]
    pages.keep(store, keep_server(store).id, given, NOON)

    def titles(*wanted: tuple[str, ...], name: str = "") -> set[str]:
        return {each.title for each in pages.cards_with(store, wanted, name)}

    said, marked, reads = (each.title for each in given)
    assert titles() == {said, marked, reads}
    assert titles(("delete",)) == titles(("DELETE", "zzz"), ("it",)) == {said, marked}
    assert titles(("reads",)) == {reads, marked}  # a letter beyond ASCII may be any
    assert titles(("0%",)) == {said, marked}
    assert titles(("g_t",)) == {marked}
    assert titles(("zzz",), name="getall") == {reads, marked}
