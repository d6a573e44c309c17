"""A catalog with a bit of everything, and the sorted text of all that a catalog says."""

import json
from collections.abc import Iterator

from catalog.model.listing import CrawlState, Rejected
from catalog.model.page import Page, ServerPage, ToolPage
from catalog.model.value import Value
from catalog.store import (
    classifications,
    listings,
    overrides,
    pages,
    policies,
    servers,
    snapshots,
    statistics,
    verdicts,
)
from catalog.store.catalog import Catalog
from catalog.taxonomy import Reason
from tests.catalog.store.any_values import simplest
from tests.catalog.store.store_values import (
    LATER,
    NOON,
    classification,
    keep_server,
    listing,
    override,
    policy,
    rule,
    server,
    skipped,
    snapshot,
    tool,
)

ODD = {"odd": ["\0", "\ud800", 10**30, float("inf"), -0.0], "title": '"quoted'}


def fill(store: Catalog) -> None:
    """Keep a bit of everything, odd texts and superseded rows too."""
    notes = keep_server(store, tool(), tool("rename_note", **ODD))
    gone = keep_server(store, slug="gone")
    snapshots.keep(store, skipped(gone.id, Reason.CRASHED))
    servers.keep(store, (server(listing(), listing(gone.id)),), LATER)
    state = CrawlState(source="starter", cursor="2", newest=NOON)
    bad = Rejected(source="starter", source_id="é\ud800", reason="has no name", excerpt="{\0")
    listings.keep(store, (listing(title="Notes, reworded"),), (bad,), state, LATER)
    snapshots.keep(store, snapshot(notes.id, tool(), tool("add_note"), at=LATER))
    judge(store, notes.id)


def judge(store: Catalog, server_id: str) -> None:
    """Keep what is thought of the tools of the server of notes."""
    found = tool()
    for version in "12":
        verdict = classification(found, version=version)
        classifications.keep(store, server_id, (verdict,), NOON)
    policies.keep(store, server_id, policy(rule(found)), "{}", {found.name: "{}"}, NOON)
    told: tuple[Page, ...] = (
        simplest(ToolPage).model_copy(update={"address": "servers/notes/delete_note.html"}),
        simplest(ServerPage).model_copy(update={"address": "servers/notes/index.html"}),
    )
    pages.keep(store, server_id, told, NOON)
    overrides.keep(store, override(found, why="'"))


def said(store: Catalog) -> list[str]:
    """Everything that holds, sorted, without row ids and without the times of writing."""
    return sorted([*known(store), *map(_page, pages.every(store))])


def known(store: Catalog) -> list[str]:
    """The same without the pages, which every version writes anew from the rest."""
    return sorted(_lines(store))


def _lines(store: Catalog) -> Iterator[str]:
    for kept in (listings.current(store), listings.rejected(store)):
        yield from map(_line, kept)
    for each in servers.every(store):
        yield _line(each)
        yield _line(policies.find(store, each.id)) + str(policies.document(store, each.id))
        for verdict in verdicts.of_server(store, each.id):
            yield each.slug + _line(verdict.model_copy(update={"at": None}))
    yield from (_line(each, "at", "seconds", "stderr") for each in snapshots.every_latest(store))
    yield from map(_line, overrides.standing(store).decisions.values())
    yield _line(statistics.totals(store))
    yield _line(listings.state(store, "starter"))


def _page(page: Page) -> str:
    told = page.model_copy(
        update={"history": tuple(each.model_copy(update={"at": ""}) for each in page.history)}
    )
    return _line(told, "judged_at")


def _line(value: Value | None, *without: str) -> str:
    # in Python's terms: pydantic's JSON takes no lone surrogates
    dumped = {} if value is None else value.model_dump(exclude=set(without))
    return f"{type(value).__name__} {json.dumps(dumped, default=str, sort_keys=True)}"
