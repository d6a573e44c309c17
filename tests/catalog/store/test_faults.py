"""What databases say when something is wrong, and what a reader is told to do."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from catalog.store.faults import AGAIN, BUSY, DAMAGED, DOWN, FULL, UNKNOWN, WRITABLE, told


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("database is locked", BUSY),
        ("attempt to write a readonly database", WRITABLE),
        ("unable to open database file", WRITABLE),
        ("database or disk is full", FULL),
        ("database disk image is malformed", DAMAGED),
        ("file is not a database", DAMAGED),
    ],
)
def test_what_sqlite_says(said: str, cure: str) -> None:
    assert told(sqlite3.OperationalError(said)) == f"{said}; {cure}"


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ('could not extend file "base/5/16": No space left on device\nHINT:  Check free', FULL),
        ("could not write block 5 of temporary file: No space left on device", FULL),
        ("canceling statement due to lock timeout", BUSY),
        ("deadlock detected\nDETAIL:  Process 12 waits", BUSY),
        ("terminating connection due to administrator command", AGAIN),
        ("consuming input failed: server closed the connection unexpectedly", AGAIN),
        ("failed to resolve host 'db': Name or service not known", DOWN),
        ("connection timeout expired", DOWN),
        ("something unheard of", UNKNOWN),
    ],
)
def test_what_postgresql_says(said: str, cure: str) -> None:
    error = OperationalError("select 1", {}, psycopg.OperationalError(said))
    assert told(error) == f"{said.splitlines()[0]}; {cure}"


def test_an_error_without_words_is_named_by_its_kind() -> None:
    assert told(sqlite3.InterfaceError("")) == f"InterfaceError; {UNKNOWN}"
