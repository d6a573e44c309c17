"""The catalog: one database, opened once, read and written in transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from catalog.errors import StoreError
from catalog.store import postgresql, sqlite
from catalog.store.faults import told
from catalog.store.location import WRITES, engine_at, shown
from catalog.store.upgrade import Upgrade, bring_up_to_date


def open_catalog(location: str, *, must_exist: bool = False) -> "Catalog":
    """The catalog at a path or URL, made or brought up to date where needed.

    Raises StoreError: one line that says what is wrong, where, and what to do.
    """
    engine = engine_at(location, must_exist=must_exist)
    catalog = Catalog(engine)
    try:
        catalog.bring_up_to_date(must_exist=must_exist)
    except BaseException:
        catalog.close()
        raise
    return catalog


class Catalog:
    """An open catalog. Close it, or use it as a context manager.

    `upgrade` says what was done where an older one was opened, for whoever opened it to tell.
    """

    def __init__(self, engine: Engine) -> None:
        self.shown = shown(engine.url)
        self.upgrade: Upgrade | None = None
        self._engine = engine
        self._writer = engine.execution_options(**WRITES)
        self._session: ContextVar[Session | None] = ContextVar("session", default=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; the last one to do so folds SQLite's log into the file."""
        self._engine.dispose()

    def bring_up_to_date(self, *, must_exist: bool) -> None:
        """Make or migrate the schema where needed. Raises StoreError where that cannot be."""
        with self._translated():
            self.upgrade = bring_up_to_date(self._engine, must_exist=must_exist)

    def compact(self) -> int:
        """Give the room of dropped rows back; by how many bytes the catalog is smaller for it.

        Other processes wait. Not within `writing`. Raises StoreError, also where the disk has
        no room for the copy that SQLite makes; the catalog is left as it was then.
        """
        tidy = sqlite.compact if self._engine.dialect.name == "sqlite" else postgresql.compact
        with self._translated():
            return tidy(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the catalog; within `writing`, that session."""
        if session := self._session.get():
            yield session
            return
        with self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def reading_throughout(self) -> Iterator[Session]:
        """All reading within sees the same state of the catalog; nothing is written within."""
        with self.reading() as session:
            token = self._session.set(session)
            try:
                yield session
            finally:
                self._session.reset(token)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept as a whole at its end, or not at all.

        Within another, it is part of that one: so several values can be kept together.
        """
        if session := self._session.get():
            yield session
            session.expire_all()  # rows are written past the session, which may remember others
            return
        with self._translated(), Session(self._writer) as session:
            token = self._session.set(session)
            try:
                yield session
                session.commit()
            finally:
                self._session.reset(token)

    @contextmanager
    def asking(self) -> Iterator[Engine]:
        """The database itself, for what is no reading of rows."""
        with self._translated():
            yield self._engine

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """A database's error, as the line that the user reads."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise StoreError(f"catalog {self.shown}: {told(error)}") from error
