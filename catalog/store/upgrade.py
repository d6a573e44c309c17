"""Bringing a catalog's schema to this program's, with a copy of the old one beside it."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from catalog.errors import StoreError
from catalog.store import sqlite
from catalog.store.backups import back_up
from catalog.store.faults import WRITABLE
from catalog.store.location import UPGRADES, shown
from catalog.store.schema import is_current, migrate, revision, revisions


class Upgrade(NamedTuple):
    """What was done to an older catalog: from which revision to which, and the copy of the old.

    PostgreSQL's are backed up by whoever runs the server: `backup` is None there.
    """

    before: str
    after: str
    backup: Path | None


def bring_up_to_date(engine: Engine, *, must_exist: bool) -> Upgrade | None:
    """Make or migrate the schema where needed, in one transaction, while other writers wait.

    What fails leaves the catalog as it was. Raises StoreError, or the database's errors.
    """
    name = shown(engine.url)
    with engine.connect() as connection:
        if is_current(connection, name):
            return None
        _check(engine, revision(connection, name), must_exist=must_exist)
    if engine.dialect.name == "sqlite":
        sqlite.keep_log(engine)
    try:
        with Session(engine.execution_options(**UPGRADES)) as session:
            upgrade = _upgrade(session.connection(), engine, name)
            session.commit()
    finally:
        engine.dispose()  # connections were set up for this alone
    return upgrade


def _check(engine: Engine, found: str | None, *, must_exist: bool) -> None:
    """Whether what was found, a revision or nothing, may be made a catalog of this program."""
    name = shown(engine.url)
    if must_exist and found is None:
        raise StoreError(f"catalog {name}: is empty; fill it with: toolrisk run")
    if found and engine.dialect.name == "sqlite" and not sqlite.may_write(_file(engine)):
        raise StoreError(
            f"catalog {name}: is of an older toolrisk ({found}), and must be brought up to date; "
            f"{WRITABLE}"
        )


def _upgrade(connection: Connection, engine: Engine, name: str) -> Upgrade | None:
    if is_current(connection, name):  # another may have been faster
        return None
    before, after = revision(connection, name), revisions()[-1]
    backup = _back_up(engine, after) if before else None
    migrate(connection)
    if engine.dialect.name == "sqlite" and (lost := sqlite.orphans(connection)):
        raise StoreError(f"catalog {name}: {lost[0]}; see toolrisk doctor; nothing was changed")
    return Upgrade(before, after, backup) if before else None


def _back_up(engine: Engine, after: str) -> Path | None:
    if engine.dialect.name != "sqlite":
        return None
    return back_up(_file(engine), f"before-{after}")


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")
