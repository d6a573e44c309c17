"""The catalog's file alone answers the risk of a tool, the why, and the policy."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from catalog.store import classifications, policies, snapshots
from catalog.store.catalog import Catalog, open_catalog
from catalog.taxonomy import Reason
from tests.catalog.store.store_values import (
    NOON,
    classification,
    keep_server,
    policy,
    rule,
    skipped,
    snapshot,
    tool,
)

QUESTION = (
    "select risk, rationale, policy from verdicts where server='notes' and tool='delete_note'"
)
DOCUMENT = '{"version": 1, "tools": {"delete_note": {"action": "hide"}}}'


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> Path:
    """A catalog with one judged tool, closed again."""
    path = tmp_path / "catalog.db"
    shutil.copy(migrated, path)
    with open_catalog(str(path)) as store:
        judge(store)
    return path


def judge(store: Catalog) -> None:
    found = tool()
    server = keep_server(store, found, tool("unjudged"))
    classifications.keep(store, server.id, (classification(found),), NOON)
    documents = {found.name: DOCUMENT}
    policies.keep(store, server.id, policy(rule(found)), DOCUMENT, documents, NOON)


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="the sqlite3 command line is missing")
def test_the_sqlite_command_line_answers_risk_why_and_policy(file: Path) -> None:
    answer = subprocess.run(
        ["sqlite3", str(file), QUESTION], capture_output=True, text=True, check=True
    )
    assert answer.stdout == f"high|It says that it deletes.|{DOCUMENT}\n"


def test_any_sqlite_reader_answers_with_the_evidence(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.row_factory = sqlite3.Row
        (answer,) = database.execute("select * from verdicts where tool = 'delete_note'")
    database.close()
    assert (answer["category"], answer["baseline"], answer["risk"]) == (
        "Destructive", "critical", "high",
    )  # fmt: skip
    assert (answer["decided_by"], answer["confidence"], answer["action"]) == ("rules", 0.9, "hide")
    assert '"quote":"Delete"' in answer["evidence"]


def test_a_tool_without_a_verdict_is_shown_without_one(file: Path) -> None:
    with sqlite3.connect(file) as database:
        found = database.execute("select risk, policy from verdicts where tool = 'unjudged'")
        assert found.fetchall() == [(None, None)]
    database.close()


def test_the_view_shows_the_current_snapshot_only(file: Path) -> None:
    with open_catalog(str(file)) as store:
        snapshots.keep(store, snapshot("io.example/notes", tool("new")))
    assert names(file) == ["new"]
    with open_catalog(str(file)) as store:
        snapshots.keep(store, skipped("io.example/notes", Reason.CRASHED))
    assert names(file) == []


def names(file: Path) -> list[str]:
    with sqlite3.connect(file) as database:
        found = [name for (name,) in database.execute("select tool from verdicts")]
    database.close()
    return found
