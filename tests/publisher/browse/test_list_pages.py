"""Long lists in pages: each server once, in order, at addresses that stay."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.card import News
from publisher.browse.changes import changes_pages
from publisher.browse.facets import facets
from publisher.browse.lists import GRAVEST, ROWS, list_pages
from publisher.browse.paging import near, parts
from publisher.browse.tally import Tallies
from tests.publisher.cards import cards

TALLIES = Tallies(cards(6_000))


def test_each_server_is_once_in_a_list_by_address() -> None:
    for facet in facets(TALLIES):
        pages = list(list_pages(facet, TALLIES))
        rows = [row.address for page in pages for row in page.rows]
        assert rows == sorted(set(rows))
        assert len(rows) == pages[0].servers + pages[0].skipped
        assert all(len(each.rows) == ROWS for each in pages[:-1])
        assert [each.number for each in pages] == list(range(1, pages[0].last + 1))
        assert all(not each.gravest for each in pages[1:])
        assert len(pages[0].gravest) <= GRAVEST


def test_the_sums_are_of_the_rows() -> None:
    for facet in facets(TALLIES):
        pages = list(list_pages(facet, TALLIES))
        rows = [row for page in pages for row in page.rows]
        assert sum(each.tools for each in rows if not each.unverified) == pages[0].tools
        assert sum(each.tools for each in rows if each.unverified) == pages[0].unverified


def test_addresses_are_those_that_readers_keep() -> None:
    found = [page.address for each in facets(TALLIES) for page in list_pages(each, TALLIES)]
    assert len({each.lower() for each in found}) == len(found)
    assert {
        "browse/server/all/index.html",
        "browse/server/all/2.html",
        "browse/category/write/index.html",
        "browse/category/not-classified/index.html",
        "browse/risk/critical/index.html",
        "browse/effect/deletes/index.html",
        "browse/grade/e/index.html",
        "browse/combination/remote-control/index.html",
        "browse/registry/official/index.html",
        "browse/warning/steers-classifier/index.html",
        "browse/skipped/needs-a-live-service/index.html",
    } <= set(found)


def test_a_fixed_list_is_there_with_nothing_in_it() -> None:
    nothing = Tallies(cards(0))
    pages = [page for each in facets(nothing) for page in list_pages(each, nothing)]
    assert len(pages) > 60
    assert all((each.tools, each.rows, each.last) == (0, (), 1) for each in pages)


@given(st.integers(0, 500), st.integers(1, 90))
def test_parts_are_the_whole(count: int, size: int) -> None:
    found = list(parts("a/b", range(count), size))
    assert [each for _, items in found for each in items] == list(range(count))
    assert found[0][0].address == "a/b/index.html"
    assert found[-1][0].number == found[-1][0].last == len(found)


@given(st.integers(1, 400), st.data())
def test_a_page_links_to_both_ends_and_its_neighbours(last: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, last))
    shown = [each for each, _ in near(number, last)]
    assert shown == sorted(set(shown))
    assert {1, number, last} <= set(shown)
    assert {each for each in (number - 1, number + 1) if 1 <= each <= last} <= set(shown)
    assert len(shown) <= 7
    for (each, skips), before in zip(near(number, last), [0, *shown], strict=False):
        assert skips == (each - before > 1)


def test_the_newest_changes_come_first_and_are_bounded() -> None:
    news = tuple(News(f"2026-01-0{day}T00:00:00Z", "changed", "x", None, None) for day in (3, 2))
    servers = [each._replace(news=news) for each in cards(30_000).servers]
    pages = list(changes_pages(servers))
    told = [each for page in pages for each in page.changes]
    assert len(told) == 1_000
    assert {each.entry.at for each in told} == {"2026-01-03T00:00:00Z"}
    assert [each.server_address for each in told] == [each.address for each in servers[:1_000]]
