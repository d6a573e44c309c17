"""What is particular to SQLite: its file, its locks, its log.

It runs in WAL mode, so that readers never wait for a writer, and a writer takes the lock
when it begins: a transaction that reads first and writes later could not be repeated.
"""

import os
import re
import sqlite3
import stat
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from catalog.errors import StoreError

MAGIC = b"SQLite format 3\0"
"""How an SQLite file starts; see the file format's section 1.3."""

LOG_PAGES = 8_000
"""Pages of the log, 32 MB, before they go into the file: an index page is written by many
transactions, and so copied once for all of them."""

_SCHEME = re.compile(r"(?:file|sqlite|postgres\w*)(?:\+\w+)?:")


def engine(url: URL, lock_seconds: float) -> Engine:
    """An engine, not yet connected, that waits so long for another's transaction."""
    file = Path(url.database or "")
    if _at_rest(file):
        made = create_engine(url, creator=lambda: _as_it_stands(file))
    else:
        made = create_engine(url, connect_args={"timeout": lock_seconds})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def may_write(file: Path) -> bool:
    """Whether we may write the file, and beside it."""
    return not file.exists() or all(os.access(each, os.W_OK) for each in (file, file.parent))


def _at_rest(file: Path) -> bool:
    """Whether we may only read the file, and no other program works on it.

    SQLite wants to make a log beside a file in WAL mode even to read it, and may leave one
    behind that the owner cannot write. One that holds something must be read with the file.
    """
    log, index = (file.with_name(f"{file.name}-{end}") for end in ("wal", "shm"))
    logged = log.exists() and log.stat().st_size > 0
    return not (may_write(file) or index.exists() or logged)


def _as_it_stands(file: Path) -> sqlite3.Connection:
    """Read the file as one that nobody changes: no lock, no log (sqlite.org/uri.html)."""
    place = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(place, uri=True, check_same_thread=False)


def check_file(name: str, *, must_exist: bool) -> None:
    """Raises StoreError for what cannot be a catalog's file."""
    if (fault := _misnamed(name)) is not None:
        raise StoreError(f"catalog {name!r}: {fault}; name a file")
    path = Path(name)
    try:
        _check(path, path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        if must_exist:
            raise StoreError(
                f"catalog {path}: there is none; make one with: toolrisk run"
            ) from None
        if not path.resolve().parent.is_dir():
            raise StoreError(
                f"catalog {path}: no such directory; make it, or name another file"
            ) from None
    except OSError as error:
        raise StoreError(f"catalog {path}: {error.strerror}; name another file") from error


def _check(path: Path, mode: int) -> None:
    """What is there, without a write: SQLite would alter what is not ours."""
    if stat.S_ISDIR(mode):
        raise StoreError(f"catalog {path}: is a directory; name a file")
    if not stat.S_ISREG(mode):
        raise StoreError(f"catalog {path}: is a pipe or a device; name a file")
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start not in (b"", MAGIC):
        raise StoreError(f"catalog {path}: is not a catalog; name another file, or move it away")


def _misnamed(name: str) -> str | None:
    """Why a file cannot be called so, or is hardly meant."""
    if not name or "\0" in name:
        return "the name is empty" if not name else "the name has a NUL"
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        return "the name is no UTF-8"
    if name == ":memory:":
        return "what is kept there is gone when the command ends"
    return "is a URL without its ://" if _SCHEME.match(name) else None


def keep_log(engine: Engine) -> None:
    """Turn the write-ahead log on. The file remembers it, so once is enough."""
    _alone(engine, "pragma journal_mode = wal")


def compact(engine: Engine) -> int:
    """Write the file anew without the room of dropped rows; by how many bytes it shrinks."""
    before = _size(engine)
    _alone(engine, "vacuum", "pragma wal_checkpoint(truncate)")
    return before - _size(engine)


def _size(engine: Engine) -> int:
    """Bytes of the file with all that its log holds."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()
        return int(pages * connection.exec_driver_sql("pragma page_size").scalar_one())


def _alone(engine: Engine, *statements: str) -> None:
    """Run what cannot be part of a transaction."""
    connection = engine.raw_connection()
    try:
        for each in statements:
            connection.cursor().execute(each)
    finally:
        connection.close()


def orphans(connection: Connection) -> list[str]:
    """Rows that refer to what is not there, as `table 12 refers to no servers`."""
    found = connection.exec_driver_sql("pragma foreign_key_check").all()
    return [f"{table} {row or ''} refers to no {parent}" for table, row, parent, _ in found]


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, in _begin
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma cache_size = -65536")
    connection.execute(f"pragma wal_autocheckpoint = {LOG_PAGES}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("toolrisk_upgrades"):  # a table is altered by making it anew under its name
        connection.exec_driver_sql("pragma foreign_keys = off")
    connection.exec_driver_sql("begin immediate" if options.get("toolrisk_writes") else "begin")
