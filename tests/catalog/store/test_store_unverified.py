"""Tools that were read from source: kept with the skipped snapshot, and never counted as seen."""

import pytest

from catalog.model.snapshot import Skipped, Snapshot
from catalog.store import classifications, findings, history, snapshots, statistics, verdicts
from catalog.store.catalog import Catalog
from catalog.store.overview import overview
from catalog.taxonomy import Reason, Risk
from tests.catalog.store.store_values import (
    LATER,
    NOON,
    classification,
    keep_server,
    skipped,
    snapshot,
    tool,
)

DROP, ADD = tool("drop"), tool("add")
CRASHED = Skipped(reason=Reason.CRASHED, detail="why", unverified=(DROP, ADD))


@pytest.fixture
def unstartable(store: Catalog) -> Catalog:
    """A server that crashed and whose source names two tools, one of them judged."""
    kept = keep_server(store)
    snapshots.keep(store, snapshot(kept.id, outcome=CRASHED))
    classifications.keep(store, kept.id, (classification(DROP, risk=Risk.CRITICAL),), NOON)
    return store


def test_they_come_back_in_their_order(unstartable: Catalog) -> None:
    found = snapshots.latest(unstartable, "io.example/notes")
    assert isinstance(found, Snapshot)
    assert found.outcome == CRASHED
    assert (found.unverified, found.tools) == (True, (DROP, ADD))
    assert [outcome for _, outcome in snapshots.skipped(unstartable)] == [CRASHED]


def test_their_verdicts_are_marked(unstartable: Catalog) -> None:
    found = verdicts.of_server(unstartable, "io.example/notes")
    assert [(each.tool.name, each.unverified) for each in found] == [("drop", True), ("add", True)]
    (drop,) = verdicts.of_tool(unstartable, "io.example/notes", "drop")
    assert drop.classification is not None
    assert drop.unverified


def test_no_mark_stands_on_what_a_server_listed(store: Catalog) -> None:
    keep_server(store, DROP)
    (drop,) = verdicts.of_server(store, "io.example/notes")
    assert not drop.unverified


def test_they_are_in_no_sum_but_their_own(unstartable: Catalog) -> None:
    keep_server(unstartable, tool("seen"), slug="other")
    found = statistics.totals(unstartable)
    assert (found.tools, found.unverified, found.unclassified) == (1, 2, 1)
    assert (found.introspected, found.skipped) == (1, {Reason.CRASHED: 1})
    assert sum(found.by_risk.values()) == 0
    assert statistics.riskiest(unstartable, 9) == ()
    notes, other = overview(unstartable)
    assert (notes.tools, notes.unverified, notes.introspected) == (2, True, False)
    assert (other.tools, other.unverified) == (1, False)


def test_another_list_is_another_finding_and_the_same_is_not(unstartable: Catalog) -> None:
    server = "io.example/notes"
    snapshots.keep(unstartable, snapshot(server, outcome=CRASHED, at=LATER))
    assert len(findings.findings(unstartable, server)) == 1
    fewer = CRASHED.model_copy(update={"unverified": (ADD,)})
    snapshots.keep(unstartable, snapshot(server, outcome=fewer, at=LATER))
    snapshots.keep(unstartable, skipped(server, Reason.CRASHED, at=LATER))
    found = findings.findings(unstartable, server)
    assert len(found) == 3
    assert {each.tools for each in found} == {None}


def test_they_are_no_change_of_what_a_server_offers(unstartable: Catalog) -> None:
    snapshots.keep(unstartable, snapshot("io.example/notes", ADD, at=LATER))
    (found,) = history.changes(unstartable, NOON, LATER)
    assert (found.before, [each.kind for each in found.events]) == (None, ["added"])
