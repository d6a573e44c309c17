"""Snapshots: exact tools, one row for each different finding, definitions once."""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import SQLModel

from catalog.errors import StoreError
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.reading import DEPTH, parse_json, read_tool
from catalog.store import snapshots
from catalog.store.catalog import Catalog
from catalog.store.rows import table
from catalog.store.snapshots import Attempt
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.taxonomy import Reason
from tests.catalog.store.any_values import any_value, generated, texts
from tests.catalog.store.store_values import LATER, NOON, keep_server, skipped, snapshot, tool

HOSTILE = rb"""{"name": "x\u0000\ud800", "description": "\"quoted", "odd": [NaN, Infinity,
    12345678901234567890123, 1.0, -0.0, "\u2028"], "inputSchema": true}"""


def count(store: Catalog, row: type[SQLModel]) -> int:
    with store.reading() as session:
        found = session.connection().execute(select(func.count()).select_from(table(row)))
        return found.scalar_one()


@generated
@given(any_value(Snapshot))
def test_any_snapshot_comes_back_exact(fresh: Callable[[], Catalog], given: Snapshot) -> None:
    store = fresh()
    server = keep_server(store)
    given = given.model_copy(update={"server_id": server.id})
    snapshots.keep(store, given)
    assert snapshots.latest(store, server.id) == given
    assert list(snapshots.every_latest(store)) == [given]


@generated
@given(any_value(Introspected))
@example(Introspected(tools=(), protocol_version=""))
def test_no_finding_reads_as_another(fresh: Callable[[], Catalog], given: Introspected) -> None:
    store = fresh()
    server = keep_server(store)
    snapshots.keep(store, skipped(server.id, Reason.CRASHED))
    snapshots.keep(store, snapshot(server.id, outcome=given))
    assert count(store, SnapshotRow) == 2


def test_the_definition_comes_back_to_the_last_byte(store: Catalog) -> None:
    given = read_tool(parse_json(HOSTILE))
    assert isinstance(given, Tool)
    server = keep_server(store, given)
    found = snapshots.latest(store, server.id)
    assert found is not None
    assert isinstance(found.outcome, Introspected)
    (back,) = found.outcome.tools
    assert json.dumps(back.definition) == json.dumps(given.definition)
    assert (back.name, back.digest, back.warnings) == (given.name, given.digest, given.warnings)


@generated
@given(st.recursive(st.floats() | texts, lambda inner: st.dictionaries(texts, inner, max_size=2)))
def test_numbers_that_equal_nothing_come_back(fresh: Callable[[], Catalog], odd: Any) -> None:
    store = fresh()
    given = tool(odd=[math.nan, odd])
    capabilities = {"experimental": [odd, -math.inf, math.nan]}
    outcome = Introspected(tools=(given,), protocol_version="", capabilities=capabilities)
    server = keep_server(store)
    for _ in range(2):
        snapshots.keep(store, snapshot(server.id, outcome=outcome))
    found = snapshots.latest(store, server.id)
    assert found is not None
    assert repr(found.outcome) == repr(outcome)
    assert count(store, SnapshotRow) == 1


def test_what_is_nested_as_deep_as_is_read_comes_back(store: Catalog) -> None:
    deep: Any = "bottom"
    for _ in range(DEPTH - 3):
        deep = [deep]
    given = tool(odd=deep, inputSchema={"default": deep})
    outcome = Introspected(tools=(given,), protocol_version="", capabilities={"odd": deep})
    server = keep_server(store)
    snapshots.keep(store, snapshot(server.id, outcome=outcome))
    found = snapshots.latest(store, server.id)
    assert found is not None
    assert repr(found.outcome) == repr(outcome)


def test_a_finding_that_holds_only_moves_forward(store: Catalog) -> None:
    server = keep_server(store, tool())
    again = snapshot(server.id, tool(), at=LATER, seconds={"start": 2.5})
    snapshots.keep(store, again)
    assert snapshots.latest(store, server.id) == again
    assert count(store, SnapshotRow) == 1
    with store.reading() as session:
        since = session.connection().execute(select(table(SnapshotRow).c.first_at)).scalar_one()
    assert since == NOON


@pytest.mark.parametrize(
    "other",
    [
        snapshot("io.example/notes", tool(description="Reworded."), at=LATER),
        snapshot("io.example/notes", tool(), tool("another"), at=LATER),
        snapshot("io.example/notes", tool(), at=LATER, launch="sha256:2"),
        snapshot("io.example/notes", tool(), at=LATER, package="pkg:npm/notes@2"),
        skipped("io.example/notes", Reason.TIMED_OUT, at=LATER),
    ],
    ids=["reworded", "one more", "launched otherwise", "another version", "skipped"],
)
def test_a_different_finding_is_a_new_snapshot(store: Catalog, other: Snapshot) -> None:
    keep_server(store, tool())
    snapshots.keep(store, other)
    assert snapshots.latest(store, other.server_id) == other
    assert count(store, SnapshotRow) == 2


def test_a_definition_is_stored_once_for_all_servers(store: Catalog) -> None:
    keep_server(store, tool(), slug="one")
    keep_server(store, tool(), tool(), tool("another"), slug="two")
    assert count(store, DefinitionRow) == 2
    assert count(store, SnapshotToolRow) == 4
    assert [len(each.outcome.tools) for each in snapshots.every_latest(store)
            if isinstance(each.outcome, Introspected)] == [1, 3]  # fmt: skip


def test_attempts_tell_what_need_not_be_redone(store: Catalog) -> None:
    good = keep_server(store, tool(), slug="good")
    bad = keep_server(store, slug="bad")
    snapshots.keep(store, skipped(bad.id, Reason.INSTALL_FAILED, at=LATER))
    assert snapshots.attempts(store) == {
        good.id: Attempt("sha256:1", "bubblewrap", NOON, None),
        bad.id: Attempt("sha256:1", "bubblewrap", LATER, Reason.INSTALL_FAILED),
    }


def test_a_server_never_introspected_has_no_snapshot(store: Catalog) -> None:
    assert snapshots.latest(store, keep_server(store).id) is None


def test_a_snapshot_of_an_unknown_server_is_an_error(store: Catalog) -> None:
    with pytest.raises(StoreError, match="nobody"):
        snapshots.keep(store, Snapshot(
            server_id="nobody", launch="", at=NOON, sandbox="",
            outcome=Skipped(reason=Reason.CRASHED, detail=""),
        ))  # fmt: skip
