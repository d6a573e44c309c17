"""Where a catalog is: a path or a URL → an engine, or the line that says why not.

SQLite runs in WAL mode, so that readers never wait for a writer, and a writer takes the
lock when it begins: a transaction that reads first and writes later could not be repeated.
"""

from pathlib import Path
from sqlite3 import Connection
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from catalog.errors import StoreError

LOCK_SECONDS = 30
"""How long one process waits for another's transaction."""

MAGIC = b"SQLite format 3\0"
"""How an SQLite file starts; see the file format's section 1.3."""

WRITES = {"toolrisk_writes": True}
"""The execution option of a connection that will write."""


def engine_at(location: str, *, must_exist: bool) -> Engine:
    """An engine, not yet connected. Raises StoreError for what cannot be a catalog."""
    url = _url(location)
    if url.get_backend_name() != "sqlite":
        return _create(url)
    if url.query or url.drivername != "sqlite":
        raise StoreError(f"catalog {url}: SQLite is given no driver or query; name the file alone")
    _check_file(Path(url.database or ""), must_exist=must_exist)
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def keep_log(engine: Engine) -> None:
    """Turn SQLite's write-ahead log on. The file remembers it, so once is enough."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("pragma journal_mode = wal")
        finally:
            connection.close()


def _url(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=location)
    try:
        return make_url(location)
    except ArgumentError:
        raise StoreError("the catalog's URL cannot be read; name a file, or a URL such as "
                         "postgresql+psycopg://user@host/name") from None  # fmt: skip


def _create(url: URL) -> Engine:
    shown = url.render_as_string(hide_password=True)
    try:
        return create_engine(url)
    except NoSuchModuleError:
        raise StoreError(
            f"catalog {shown}: no such kind of database; use SQLite or PostgreSQL"
        ) from None
    except ModuleNotFoundError as error:
        raise StoreError(
            f"catalog {shown}: the driver {error.name} is missing; install it beside toolrisk"
        ) from None


def _check_file(path: Path, *, must_exist: bool) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in str(path)):
        raise StoreError(f"catalog {str(path)!r}: the name is no UTF-8; name another file")
    if path.is_dir():
        raise StoreError(f"catalog {path}: is a directory; name a file")
    if not path.exists():
        if must_exist:
            raise StoreError(f"catalog {path}: there is none; make one with: toolrisk run")
        if not path.parent.is_dir():
            raise StoreError(f"catalog {path}: no such directory; make it, or name another file")
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise StoreError(f"catalog {path}: {error.strerror}; name another file") from error
    if start not in (b"", MAGIC):
        raise StoreError(f"catalog {path}: is not a catalog; name another file, or move it away")


def _prepare(connection: Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, in _begin
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma foreign_keys = on")


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().keys() >= WRITES.keys()
    connection.exec_driver_sql("begin immediate" if writes else "begin")
