"""Where a catalog is: a path or a URL → an engine, or the line that says why not."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from catalog.errors import StoreError
from catalog.store import postgresql, sqlite

LOCK_SECONDS = 30.0
"""How long one process waits for another's transaction."""

WRITES = {"toolrisk_writes": True}
UPGRADES = {"toolrisk_writes": True, "toolrisk_upgrades": True}
"""The execution options of a connection that will write, or alter tables."""

SECRETS = ("password", "sslpassword")
"""What a PostgreSQL URL may hold after its question mark that nobody else should read."""


def engine_at(location: str, *, must_exist: bool) -> Engine:
    """An engine, not yet connected. Raises StoreError for what cannot be a catalog."""
    url = _url(location)
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        return postgresql.engine(url.set(drivername="postgresql+psycopg"), LOCK_SECONDS)
    if url.get_backend_name() != "sqlite":
        raise StoreError(
            f"catalog {shown(url)}: no such kind of database; use SQLite or PostgreSQL: "
            "name a file, or a URL such as postgresql+psycopg://user@host/name"
        )
    if url.query or url.host or url.drivername != "sqlite":
        raise StoreError(
            f"catalog {shown(url)}: SQLite is given no driver, host or query; name the file alone"
        )
    sqlite.check_file(url.database or "", must_exist=must_exist)
    return sqlite.engine(url, LOCK_SECONDS)


def shown(url: URL) -> str:
    """The location in words for everyone: a path, or a URL without its passwords."""
    masked = {name: "***" for name in SECRETS if name in url.query}
    text = url.update_query_dict(masked).render_as_string(hide_password=True)
    return text.removeprefix("sqlite:///")


def file_of(location: str) -> Path | None:
    """The file of a SQLite catalog; None for another database's. Raises StoreError as above."""
    url = _url(location)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _url(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=location)
    try:
        url = make_url(location)
        (url.host or "").encode("idna")  # as it will be when it is looked up
    except (ArgumentError, ValueError):
        raise StoreError("the catalog's URL cannot be read; name a file, or a URL such as "
                         "postgresql+psycopg://user@host/name") from None  # fmt: skip
    return url
