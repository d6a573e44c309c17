"""How rows are written in bulk: the few statements whose SQL differs between databases.

To compose a statement takes SQLAlchemy longer than to run it, so each is composed once;
the store's other frequent statements stand as constants for the same reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Insert, SQLColumnExpression, Table, true
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
        session.connection().execute(_inserting(row), rows)


def insert_missing(session: Session, row: type[SQLModel], rows: Rows) -> None:
    """Write the rows that are not there yet by any unique key."""
    if rows:
        session.connection().execute(_inserting_missing(row, _dialect(session)), rows)


def upsert(session: Session, row: type[SQLModel], rows: Rows) -> None:
    """Write rows, in the place of those with the same primary key."""
    if rows:
        statement = _upserting(row, _dialect(session), tuple(rows[0]))
        session.connection().execute(statement, rows)


def after(column: SQLColumnExpression[str], last: str | None) -> ColumnElement[bool]:
    """Where the next batch of a long reading starts; None at its beginning."""
    return true() if last is None else column > last


def batches(items: Iterable[T], size: int = IN) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _insert(row: type[SQLModel], dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table(row)) if dialect == "postgresql" else sqlite.insert(table(row))


@cache
def _inserting(row: type[SQLModel]) -> Insert:
    return table(row).insert()


@cache
def _inserting_missing(row: type[SQLModel], dialect: str) -> Insert:
    return _insert(row, dialect).on_conflict_do_nothing()


@cache
def _upserting(row: type[SQLModel], dialect: str, names: tuple[str, ...]) -> Insert:
    statement = _insert(row, dialect)
    keys = table(row).primary_key.columns.keys()
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
