"""Which stored server a server of a new merging goes on as."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.server import Reference, Server
from catalog.store.succession import give_slugs, succession
from tests.catalog.store.store_values import listing, server


@st.composite
def mergings(draw: st.DrawFn) -> list[Server]:
    """Five listings, divided between servers in any way."""
    clusters: dict[int, list[str]] = {}
    for name in "abcde":
        clusters.setdefault(draw(st.integers(0, 4)), []).append(name)
    return [
        server(*(listing(f"io.example/{name}", source_id=name) for name in names), slug="same")
        for names in clusters.values()
    ]


@given(mergings(), mergings())
def test_every_stored_server_goes_on_once_whatever_the_order(
    before: list[Server], after: list[Server]
) -> None:
    rows = {each.id: number for number, each in enumerate(before)}
    owners: dict[Reference, int] = {
        (listed.source, listed.source_id): rows[each.id]
        for each in before
        for listed in each.listings
    }
    who = succession(after, rows, owners)
    assert who == succession(after[::-1], rows, owners)
    heirs = list(who.continued.values())
    assert sorted([*heirs, *who.merged]) == sorted(rows.values())
    assert set(who.merged.values()) <= {each.id for each in after}


@given(mergings(), st.sets(st.sampled_from(["same", "other"])))
def test_slugs_are_new_and_do_not_depend_on_the_order(
    servers: list[Server], taken: set[str]
) -> None:
    slugs = give_slugs(servers, taken)
    assert slugs == give_slugs(servers[::-1], taken)
    assert len(set(slugs.values()) - taken) == len(servers)
