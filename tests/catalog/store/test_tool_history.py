"""A server's findings, and one tool's life: when it came, changed and went, and each verdict."""

from datetime import timedelta

import pytest

from catalog.errors import StoreError
from catalog.store import classifications, snapshots, tool_history
from catalog.store.catalog import Catalog
from catalog.store.findings import findings
from catalog.store.past import LISTS, past
from catalog.taxonomy import Reason, Risk
from tests.catalog.store.store_values import (
    NOON,
    classification,
    keep_server,
    skipped,
    snapshot,
    tool,
)

HOUR = timedelta(hours=1)
OLD, NEW = tool(), tool(description="Delete every note for good.")
ADDED = tool("add_note")
NOTES = "io.example/notes"


@pytest.fixture
def lived(store: Catalog) -> Catalog:
    """A server that reworded its tool, crashed, took it away and brought it back."""
    keep_server(store, OLD)
    lists = ((OLD,), (NEW,), (NEW, ADDED), (ADDED,), (ADDED, NEW))
    for hour, tools in enumerate(lists):
        package = f"pkg:npm/notes@{hour}"
        snapshots.keep(store, snapshot(NOTES, *tools, at=NOON + hour * HOUR, package=package))
        if hour == 1:
            snapshots.keep(store, skipped(NOTES, Reason.CRASHED, NOON + 1.5 * HOUR))
    return store


def test_findings_are_told_oldest_first(store: Catalog) -> None:
    notes = keep_server(store, OLD).id
    snapshots.keep(store, snapshot(notes, OLD, at=NOON + HOUR))
    snapshots.keep(store, skipped(notes, Reason.CRASHED, at=NOON + 2 * HOUR))
    snapshots.keep(store, snapshot(notes, at=NOON + 3 * HOUR, package="pkg:npm/notes@2"))
    found = findings(store, notes)
    assert [(each.tools, each.reason) for each in found] == [
        (1, None),
        (None, "crashed"),
        (0, None),
    ]
    assert (found[0].first_at, found[0].at) == (NOON, NOON + HOUR)
    assert [each.package for each in found] == [None, None, "pkg:npm/notes@2"]


def test_a_tools_life_is_told_from_its_first_sight(lived: Catalog) -> None:
    found = tool_history.happenings(lived, NOTES, OLD.name)
    assert [((each.at - NOON) / HOUR, each.event.kind, each.package) for each in found] == [
        (0, "added", None),
        (1, "changed", "pkg:npm/notes@1"),
        (3, "removed", "pkg:npm/notes@3"),
        (4, "added", "pkg:npm/notes@4"),
    ]
    assert [each.path for each in found[1].event.changes] == ["description"]
    assert tool_history.happenings(lived, NOTES, "nothing") == ()
    assert tool_history.names(lived, NOTES) == ("add_note", "delete_note")


def test_each_verdict_is_told_with_its_version(lived: Catalog) -> None:
    given = [
        (OLD, "1", Risk.MEDIUM), (OLD, "2", Risk.HIGH), (NEW, "2", Risk.CRITICAL),
        (ADDED, "2", Risk.LOW),
    ]  # fmt: skip
    for hour, (of, version, risk) in enumerate(given):
        judged = classification(of, version=version, risk=risk, context_digest=version)
        classifications.keep(lived, NOTES, (judged,), NOON + hour * HOUR)
    found = tool_history.verdicts(lived, NOTES, OLD.name)
    assert [(each.digest, each.version, each.risk) for each in found] == [
        (of.digest, version, risk) for of, version, risk in given[:3]
    ]
    assert [each.at for each in found] == [NOON, NOON + HOUR, NOON + 2 * HOUR]


def test_what_was_said_of_another_servers_equal_tool_is_not_told(lived: Catalog) -> None:
    other = keep_server(lived, OLD, slug="other").id
    for server, context in ((NOTES, "ours"), (other, "theirs")):
        for version in "12":
            judged = classification(OLD, version=version, context_digest=context)
            classifications.keep(lived, server, (judged,), NOON)
    later = classification(OLD, version="3", context_digest="theirs", risk=Risk.LOW)
    classifications.keep(lived, other, (later,), NOON)
    told = {
        server: [each.version for each in tool_history.verdicts(lived, server, OLD.name)]
        for server in (NOTES, other)
    }
    assert told == {NOTES: ["1", "2"], other: ["1", "2", "3"]}


def test_a_servers_whole_past_is_what_is_told_of_each_of_its_tools(lived: Catalog) -> None:
    other = keep_server(lived, OLD, slug="other").id
    for server, of, context in ((NOTES, OLD, "1"), (NOTES, NEW, "1"), (other, OLD, "2")):
        judged = classification(of, context_digest=context)
        classifications.keep(lived, server, (judged,), NOON)
    whole = past(lived, NOTES)
    assert whole.findings == findings(lived, NOTES)
    assert whole.seen == {OLD.name: NOON, ADDED.name: NOON + 2 * HOUR}
    for name in tool_history.names(lived, NOTES):
        told = [each for each in tool_history.happenings(lived, NOTES, name) if each.at > NOON]
        found = whole.happened[name]
        assert [(each.at, each.package) for each in found] == [
            (each.at, each.package) for each in told
        ]
        assert [(each.event.kind, each.event.changes) for each in found] == [
            (each.event.kind, each.event.changes) for each in told
        ]
        verdicts = tool_history.verdicts(lived, NOTES, name)
        assert whole.judged.get(name, ()) == verdicts


def test_the_past_of_a_server_that_was_found_once_is_its_verdicts(store: Catalog) -> None:
    notes = keep_server(store, OLD, ADDED).id
    classifications.keep(store, notes, (classification(OLD),), NOON)
    whole = past(store, notes)
    assert (len(whole.findings), whole.seen, whole.happened) == (1, {}, {})
    assert whole.judged == {OLD.name: tool_history.verdicts(store, notes, OLD.name)}


def test_only_the_last_of_many_tool_lists_are_compared(store: Catalog) -> None:
    notes = keep_server(store).id
    for hour in range(LISTS + 5):
        listed = tool(description=f"Says {hour}.")
        snapshots.keep(store, snapshot(notes, listed, at=NOON + hour * HOUR))
    (happened,) = past(store, notes).happened.values()
    assert len(happened) == LISTS - 1
    assert past(store, notes).seen == {OLD.name: NOON}


def test_a_server_that_is_not_there_is_named(store: Catalog) -> None:
    for ask in (findings, past, tool_history.names):
        with pytest.raises(StoreError, match="nobody"):
            ask(store, "nobody")
    for told in (tool_history.happenings, tool_history.verdicts):
        with pytest.raises(StoreError, match="nobody"):
            told(store, "nobody", "x")
