"""What changed in servers' tools between two times, or since the list before the last."""

from datetime import timedelta

import pytest

from catalog.store import classifications, history, servers, snapshots
from catalog.store.catalog import Catalog
from catalog.store.findings import findings
from catalog.taxonomy import Reason, Risk
from tests.catalog.store.store_values import (
    NOON,
    classification,
    keep_server,
    listing,
    server,
    skipped,
    snapshot,
    tool,
)

HOUR = timedelta(hours=1)
OLD, NEW = tool(), tool(description="Delete every note for good.")
ADDED = tool("add_note")


@pytest.fixture
def changing(store: Catalog) -> Catalog:
    """A server that reworded its tool at 13:00, crashed at 14:00 and had one more at 15:00."""
    notes = keep_server(store, OLD).id
    snapshots.keep(store, snapshot(notes, OLD, at=NOON + HOUR / 2))
    snapshots.keep(store, snapshot(notes, NEW, at=NOON + HOUR))
    snapshots.keep(store, skipped(notes, Reason.CRASHED, at=NOON + 2 * HOUR))
    snapshots.keep(store, snapshot(notes, NEW, ADDED, at=NOON + 3 * HOUR))
    graver = classification(NEW, risk=Risk.CRITICAL)
    classifications.keep(store, notes, (classification(OLD), graver), NOON)
    return store


def told(store: Catalog, since: float | None, until: float) -> list[tuple[str, str]] | None:
    """The events between two hours after noon; None where nothing is compared."""
    start = None if since is None else NOON + since * HOUR
    (found,) = tuple(history.changes(store, start, NOON + until * HOUR)) or (None,)
    return None if found is None else [(each.kind, each.name) for each in found.events]


@pytest.mark.parametrize(
    ("since", "until", "events"),
    [
        (None, 9, [("added", "add_note")]),
        (None, 2.5, [("changed", "delete_note")]),
        (None, 0.5, None),
        (-1, 0, [("added", "delete_note")]),
        (0, 0.9, None),
        (0, 1, [("changed", "delete_note")]),
        (1, 2, None),
        (2, 3, [("added", "add_note")]),
        (0, 3, [("added", "add_note"), ("changed", "delete_note")]),
        (3, 9, None),
        (-2, -1, None),
    ],
    ids=[
        "last two",
        "two of then",
        "no two",
        "first",
        "none",
        "changed",
        "crashed",
        "came",
        "all",
        "none after",
        "none before",
    ],
)
def test_what_changed_between_two_times(
    changing: Catalog, since: float | None, until: float, events: list[tuple[str, str]] | None
) -> None:
    assert told(changing, since, until) == events


def test_ends_are_told_with_what_changed(changing: Catalog) -> None:
    first, second, _, last = findings(changing, "io.example/notes")
    (found,) = history.changes(changing, NOON, NOON + HOUR)
    assert (found.server, found.before, found.after) == ("notes", first, second)
    (event,) = found.events
    assert ([each.path for each in event.changes], event.risk) == (["description"], "raised")
    (found,) = history.changes(changing, None, NOON + 3 * HOUR)
    assert (found.before, found.after) == (second, last)


def test_only_servers_that_are_named_are_told_of(changing: Catalog) -> None:
    other = keep_server(changing, ADDED, slug="other")
    start, end = NOON - HOUR, NOON + 9 * HOUR
    for only, slugs in (((other.id,), ["other"]), ((), []), (None, ["notes", "other"])):
        found = history.changes(changing, start, end, only)
        assert [each.server for each in found] == slugs


def test_a_server_that_was_merged_away_is_not_told_of(changing: Catalog) -> None:
    keep_server(changing, ADDED, slug="other")
    notes, other = listing("io.example/notes"), listing("io.example/other")
    servers.keep(changing, (server(notes, other),), NOON)
    found = history.changes(changing, NOON - HOUR, NOON + HOUR)
    assert [each.server for each in found] == ["notes"]
