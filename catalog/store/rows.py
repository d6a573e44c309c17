"""How rows are written in bulk: the few statements whose SQL differs between databases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, Table, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

IN = 5_000
"""Values in one IN list; SQLite takes 32,766 in all, PostgreSQL 65,535."""

Rows = Sequence[Mapping[str, Any]]

T = TypeVar("T")


def table(row: type[SQLModel]) -> Table:
    """The table of a row class; whole batches go past the session's bookkeeping."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


def insert(session: Session, row: type[SQLModel], rows: Rows) -> None:
    """Write new rows."""
    if rows:
        session.connection().execute(table(row).insert(), rows)


def insert_one(session: Session, row: type[SQLModel], values: Mapping[str, Any]) -> int:
    """Write one new row; its id."""
    result = session.connection().execute(table(row).insert(), values)
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # a row has a key


def insert_missing(session: Session, row: type[SQLModel], rows: Rows) -> None:
    """Write the rows that are not there yet by any unique key."""
    if rows:
        statement = _insert(session, row).on_conflict_do_nothing()
        session.connection().execute(statement, rows)


def upsert(session: Session, row: type[SQLModel], rows: Rows) -> None:
    """Write rows, in the place of those with the same primary key."""
    if rows:
        statement = _insert(session, row)
        keys = table(row).primary_key.columns.keys()
        rest = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        replacing = statement.on_conflict_do_update(index_elements=keys, set_=rest)
        session.connection().execute(replacing, rows)


def after(column: SQLColumnExpression[str], last: str | None) -> ColumnElement[bool]:
    """Where the next batch of a long reading starts; None at its beginning."""
    return true() if last is None else column > last


def _insert(session: Session, row: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table(row))
    return sqlite.insert(table(row))


def batches(items: Iterable[T], size: int = IN) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
