"""Servers: found under every name they ever had, under slugs that never change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import assume, given

from catalog.errors import StoreError
from catalog.model.listing import CrawlState, Listing, Rejected
from catalog.model.server import Server
from catalog.store import listings, servers
from catalog.store.catalog import Catalog
from tests.catalog.store.any_values import any_value, generated
from tests.catalog.store.store_values import LATER, NOON, listing, server

HOUR = timedelta(hours=1)

A, B = listing("io.example/a"), listing("io.example/b")
STATE = CrawlState(source="starter")


@pytest.fixture
def listed(store: Catalog) -> Catalog:
    """A catalog that knows the listings A and B."""
    listings.keep(store, (A, B), (), STATE, NOON)
    return store


def slugs(store: Catalog) -> list[str]:
    return [each.slug for each in servers.every(store)]


@generated
@given(any_value(Server))
def test_any_server_comes_back_exact(fresh: Callable[[], Catalog], given: Server) -> None:
    sources = {(each.source, each.source_id) for each in given.listings}
    assume(len(sources) == len(given.listings))
    store = fresh()
    listings.keep(store, given.listings, (), STATE, NOON)
    servers.keep(store, (given,), NOON)
    assert list(servers.every(store)) == [given]
    assert servers.find(store, given.slug) == given
    assert servers.find(store, given.id) == given


def test_a_taken_slug_gets_a_suffix_that_does_not_depend_on_the_order(
    fresh: Callable[[], Catalog],
) -> None:
    found = []
    for order in ((A, B), (B, A)):
        store = fresh()
        listings.keep(store, order, (), STATE, NOON)
        servers.keep(store, [server(each) for each in order], NOON)
        found.append({each.id: each.slug for each in servers.every(store)})
    assert found[0] == found[1]
    assert found[0][A.name] == "notes"
    assert found[0][B.name].startswith("notes-")


def test_a_server_keeps_its_first_slug(listed: Catalog) -> None:
    servers.keep(listed, (server(A, slug="first"),), NOON)
    servers.keep(listed, (server(A, slug="second", title="New title"),), LATER)
    (kept,) = servers.every(listed)
    assert (kept.slug, kept.title) == ("first", "New title")


def test_a_server_that_gets_an_earlier_proof_goes_on_under_its_slug(listed: Catalog) -> None:
    servers.keep(listed, (server(A, slug="first", id="pkg:npm/a"),), NOON)
    servers.keep(listed, (server(A, slug="second", id="io.example/a"),), LATER)
    (kept,) = servers.every(listed)
    assert (kept.id, kept.slug) == ("io.example/a", "first")
    assert servers.find(listed, "pkg:npm/a") == kept


def test_merged_servers_are_found_under_both_names(listed: Catalog) -> None:
    servers.keep(listed, (server(A, slug="a"), server(B, slug="b")), NOON)
    servers.keep(listed, (server(A, B, slug="a"),), LATER)
    assert slugs(listed) == ["a"]
    for name in ("a", "b", A.name, B.name):
        found = servers.find(listed, name)
        assert found is not None
        assert found.listings == (A, B)


def test_split_servers_get_their_own_names_back(listed: Catalog) -> None:
    apart = (server(A, slug="a"), server(B, slug="b"))
    servers.keep(listed, apart, NOON)
    servers.keep(listed, (server(A, B, slug="a"),), LATER)
    servers.keep(listed, apart, LATER)
    assert list(servers.every(listed)) == list(apart)
    assert servers.find(listed, "b") == apart[1]


def test_three_merged_one_after_another_are_all_found_in_the_last(store: Catalog) -> None:
    a, b, c = (listing(f"io.example/{name}") for name in "abc")
    listings.keep(store, (a, b, c), (), STATE, NOON)
    servers.keep(store, (server(a, slug="a"), server(b, slug="b"), server(c, slug="c")), NOON)
    servers.keep(store, (server(b, a, slug="b"), server(c, slug="c")), LATER)
    servers.keep(store, (server(c, b, a, slug="c"),), LATER)
    assert {getattr(servers.find(store, name), "slug", None) for name in "abc"} == {"c"}


def test_a_new_server_does_not_get_the_slug_of_a_merged_one(listed: Catalog) -> None:
    servers.keep(listed, (server(A, slug="a"), server(B, slug="b")), NOON)
    merged = server(A, B, slug="a")
    servers.keep(listed, (merged,), LATER)
    new = listing("io.example/c")
    listings.keep(listed, (new,), (), STATE, LATER)
    servers.keep(listed, (merged, server(new, slug="b")), LATER)
    assert servers.find(listed, "b") == merged


def test_a_server_is_found_by_the_name_of_any_listing(listed: Catalog) -> None:
    other = listing("notes-mcp", source="other")
    listings.keep(listed, (other,), (), STATE, NOON)
    servers.keep(listed, (server(A, other),), NOON)
    assert servers.find(listed, "notes-mcp") == server(A, other)
    assert servers.find(listed, "nothing") is None


def test_a_server_is_named_as_it_is_now(listed: Catalog) -> None:
    servers.keep(listed, (server(A, slug="a"), server(B, slug="b")), NOON)
    assert [each.slug for each in servers.names(listed)] == ["a", "b"]
    servers.keep(listed, (server(A, B, slug="a", title="Notes"),), LATER)
    assert servers.names(listed) == (servers.Naming("a", A.name, "Notes"),)


def test_a_listing_that_was_never_kept_is_an_error(store: Catalog) -> None:
    with pytest.raises(StoreError, match=r"io\.example/a.*keep it first"):
        servers.keep(store, (server(A),), NOON)
    assert slugs(store) == []


def test_a_long_catalog_is_read_whole_and_in_order(store: Catalog) -> None:
    many: tuple[Listing, ...] = tuple(listing(f"io.example/{n:04}") for n in range(1203))
    listings.keep(store, many, (), STATE, NOON)
    servers.keep(store, [server(each, slug=each.name[-4:]) for each in reversed(many)], NOON)
    assert slugs(store) == [each.name[-4:] for each in many]


def test_names_as_long_as_the_crawler_lets_through_are_kept_and_found(store: Catalog) -> None:
    letters = "".join(chr(0x4E00 + n * n % 20_000) for n in range(4_090))  # no database shortens it
    one, other = listing(f"{letters}a"), listing(f"{letters}b")
    bad = Rejected(source="starter", source_id=letters, reason="has no name", excerpt="{}")
    listings.keep(store, (one, other), (bad,), STATE, NOON)
    servers.keep(store, (server(one, slug="one"), server(other, slug="other")), NOON)
    servers.keep(store, (server(one, other, slug="one"),), LATER)
    found = servers.find(store, other.name)
    assert found is not None
    assert (found.id, found.slug) == (one.name, "one")
    assert listings.rejected(store) == (bad,)


def test_of_two_that_become_one_the_older_keeps_its_slug(store: Catalog) -> None:
    """Whatever the id is then; and when they are parted again each has its own back."""
    listings.keep(store, (A, B), (), STATE, NOON)
    servers.keep(store, (server(B, slug="b"),), NOON)
    servers.keep(store, (server(B, slug="b"), server(A, slug="a")), LATER)
    servers.keep(store, (server(A, B, slug="a"),), LATER + HOUR)
    (kept,) = servers.every(store)
    assert (kept.id, kept.slug) == (A.name, "b")
    for name in ("a", "b", A.name, B.name):
        assert servers.find(store, name) == kept
    apart = (server(A, slug="x"), server(B, slug="y"))
    servers.keep(store, apart, LATER + 2 * HOUR)
    assert [(each.id, each.slug) for each in servers.every(store)] == [
        (A.name, "a"),
        (B.name, "b"),
    ]
    servers.keep(store, (server(A, B, slug="a"),), LATER + 3 * HOUR)
    assert slugs(store) == ["b"]


def test_a_server_whose_listings_are_gone_is_gone_and_comes_back_under_its_slug(
    listed: Catalog,
) -> None:
    servers.keep(listed, (server(A, slug="a"), server(B, slug="b")), NOON)
    tombstone = A.model_copy(update={"status": "deleted"})
    listings.keep(listed, (tombstone,), (), STATE, LATER)
    servers.keep(listed, (server(B, slug="b"),), LATER)
    assert slugs(listed) == ["b"]
    assert servers.find(listed, "a") is None
    back = A.model_copy(update={"title": "Back"})
    listings.keep(listed, (back,), (), STATE, LATER + HOUR)
    servers.keep(listed, (server(back, slug="z"), server(B, slug="b")), LATER + HOUR)
    assert slugs(listed) == ["a", "b"]


def test_a_server_is_found_by_any_listing_of_it(listed: Catalog) -> None:
    servers.keep(listed, (server(A, B),), NOON)
    assert servers.of_listing(listed, (B.source, B.source_id)) == server(A, B)
    assert servers.of_listing(listed, (B.source, "none")) is None
