"""Every finding of a server can be told, and what changed between two of them."""

from datetime import timedelta

import pytest

from catalog.errors import StoreError
from catalog.store import classifications, history, servers, snapshots
from catalog.store.catalog import Catalog
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


def told(store: Catalog, since: float, until: float) -> list[tuple[str, str]] | None:
    """The events between two hours after noon."""
    found = history.between(store, "io.example/notes", NOON + since * HOUR, NOON + until * HOUR)
    return None if found is None else [(each.kind, each.name) for each in found.events]


def test_findings_are_told_oldest_first(changing: Catalog) -> None:
    found = history.findings(changing, "io.example/notes")
    assert [(each.tools, each.reason) for each in found] == [
        (1, None), (1, None), (None, Reason.CRASHED), (2, None),
    ]  # fmt: skip
    assert (found[0].first_at, found[0].at) == (NOON, NOON + HOUR / 2)


@pytest.mark.parametrize(
    ("since", "until", "events"),
    [
        (-1, 0, [("added", "delete_note")]),
        (0, 0.9, None),
        (0, 1, [("changed", "delete_note")]),
        (1, 2, None),
        (2, 3, [("added", "add_note")]),
        (0, 3, [("added", "add_note"), ("changed", "delete_note")]),
        (3, 9, None),
        (-2, -1, None),
    ],
    ids=["first", "none", "changed", "crashed", "came", "all", "none after", "none before"],
)
def test_what_changed_between_two_times(
    changing: Catalog, since: float, until: float, events: list[tuple[str, str]] | None
) -> None:
    assert told(changing, since, until) == events
    everywhere = list(history.changes(changing, NOON + since * HOUR, NOON + until * HOUR))
    assert [[(each.kind, each.name) for each in one.events] for one in everywhere] == (
        [] if events is None else [events]
    )


def test_findings_are_compared_by_number_and_in_both_directions(changing: Catalog) -> None:
    first, second, crashed, last = history.findings(changing, "io.example/notes")
    found = history.compare(changing, "io.example/notes", first.number, second.number)
    assert (found.before, found.after) == (first, second)
    (event,) = found.events
    assert (event.fields, event.raised) == (("description",), True)
    back = history.compare(changing, "io.example/notes", last.number, first.number)
    assert [each.kind for each in back.events] == ["removed", "changed"]
    with pytest.raises(StoreError, match="is no tool list"):
        history.compare(changing, "io.example/notes", first.number, crashed.number)


def test_the_findings_of_another_server_are_not_compared(changing: Catalog) -> None:
    other = keep_server(changing, ADDED, slug="other")
    ours, theirs = (
        history.findings(changing, name)[0].number for name in ("io.example/notes", other.id)
    )
    with pytest.raises(StoreError, match=f"finding {theirs} is no tool list of 'io.example/notes'"):
        history.compare(changing, "io.example/notes", ours, theirs)
    with pytest.raises(StoreError, match="nobody"):
        history.findings(changing, "nobody")


def test_a_server_that_was_merged_away_is_not_told_of(changing: Catalog) -> None:
    keep_server(changing, ADDED, slug="other")
    notes, other = listing("io.example/notes"), listing("io.example/other")
    servers.keep(changing, (server(notes, other),), NOON)
    found = history.changes(changing, NOON - HOUR, NOON + HOUR)
    assert [each.server_id for each in found] == ["io.example/notes"]
