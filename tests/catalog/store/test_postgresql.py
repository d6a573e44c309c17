"""What goes wrong with a PostgreSQL server is one clear line, and no password is in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from catalog.errors import StoreError
from catalog.store import listings, location
from catalog.store.catalog import open_catalog
from catalog.store.rows import table
from catalog.tables.crawled import ListingRow
from tests.catalog.store.store_values import NOON, keep_server, listing, tool
from tests.catalog.store.throwaway import Server, name_in

PASSWORD = "letmein"  # noqa: S105  (a wrong one)


def refused(url: str) -> str:
    """The line of a catalog that cannot be opened."""
    with pytest.raises(StoreError) as raised:
        open_catalog(url)
    line = str(raised.value)
    assert "\n" not in line
    assert PASSWORD not in line
    return line


def no_server(server: Server, folder: Path) -> str:
    return f"postgresql+psycopg://me:{PASSWORD}@/name?host={folder}"


def no_host(server: Server, folder: Path) -> str:
    return f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/name"


def wrong_password(server: Server, folder: Path) -> str:
    return server.url("postgres", f"stranger:{PASSWORD}")


def wrong_password_beside(server: Server, folder: Path) -> str:
    return server.url("postgres", "stranger") + f"&password={PASSWORD}"


def no_password(server: Server, folder: Path) -> str:
    return server.url("postgres", "stranger")


def no_database(server: Server, folder: Path) -> str:
    return server.url("nothing")


def no_user(server: Server, folder: Path) -> str:
    return server.url("postgres", "nobody_known")


def no_right(server: Server, folder: Path) -> str:
    url = server.make()
    server.sql("revoke create on schema public from public", name_in(url))  # as since version 15
    return url.replace("toolrisk@", "stranger:swordfish@")


def read_only(server: Server, folder: Path) -> str:
    return server.make() + "&options=-c%20default_transaction_read_only%3Don"


def other_encoding(server: Server, folder: Path) -> str:
    return server.make(more="encoding 'LATIN1'")


def other_program(server: Server, folder: Path) -> str:
    url = server.make()
    server.sql("create table bookmarks (url text)", name_in(url))
    return url


def other_driver(server: Server, folder: Path) -> str:
    return server.url("postgres", f"me:{PASSWORD}").replace("psycopg", "psycopg2")


@pytest.mark.parametrize(
    ("where", "what", "cure"),
    [
        (no_server, "No such file", "start PostgreSQL"),
        (no_host, "Connection refused", "start PostgreSQL"),
        (wrong_password, "authentication failed", "give the right user and password"),
        (wrong_password_beside, "authentication failed", "give the right user and password"),
        (no_password, "no password supplied", "give a password"),
        (no_database, '"nothing" does not exist', "make it with: createdb"),
        (no_user, '"nobody_known" does not exist', "name a user"),
        (no_right, "permission denied", "grant the user the right"),
        (read_only, "read-only", "it takes no writes"),
        (other_encoding, "LATIN1", "make one with: createdb --encoding=UTF8"),
        (other_program, "is a database, but no catalog", "name another"),
        (other_driver, "no such kind of database", "postgresql+psycopg://"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_cannot_be_a_catalog_is_named(
    server: Server, tmp_path: Path, where: Callable[[Server, Path], str], what: str, cure: str
) -> None:
    line = refused(where(server, tmp_path))
    assert what in line
    assert cure in line.rpartition(what)[2]


def test_a_catalog_that_must_exist_is_not_made_in_an_empty_database(server: Server) -> None:
    url = server.make()
    with pytest.raises(StoreError, match="is empty; fill it with: toolrisk run"):
        open_catalog(url, must_exist=True)
    assert (
        server.sql("select tablename from pg_tables where schemaname = 'public'", name_in(url))
        == []
    )


def test_the_short_name_of_the_url_is_enough(server: Server, template: str) -> None:
    url = server.make(template)
    with open_catalog(url.replace("+psycopg", "")) as store:
        keep_server(store, tool())
    with open_catalog(url) as store:
        assert listings.current(store) == (listing(),)


def test_a_lock_that_is_held_too_long_is_named(
    server: Server, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "LOCK_SECONDS", 0.1)
    url = server.make(template)
    with open_catalog(url) as one, open_catalog(url) as other:
        with one.writing() as session:
            session.connection()
            with pytest.raises(StoreError, match="another process writes to it"):
                keep_server(other)
        keep_server(other)


def test_a_connection_that_is_cut_loses_one_transaction_and_no_more(
    server: Server, template: str
) -> None:
    url = server.make(template)
    with open_catalog(url) as store:
        kept = keep_server(store, tool())
        with (
            pytest.raises(StoreError, match="run again; nothing but the last item"),
            store.writing(),
        ):
            keep_server(store, tool(), slug="lost")
            server.sql("select pg_terminate_backend(pid) from pg_stat_activity "
                       "where usename = 'toolrisk' and pid <> pg_backend_pid()")  # fmt: skip
            keep_server(store, tool(), slug="lost-too")
        assert [each.name for each in listings.current(store)] == [kept.id]


def test_times_come_back_in_utc_wherever_the_server_is(server: Server, template: str) -> None:
    url = server.make(template)
    server.sql(f"alter database {name_in(url)} set timezone to 'Asia/Kolkata'")
    with open_catalog(url) as store:
        keep_server(store, tool())
        with store.reading() as session:
            seen_at = table(ListingRow).c.seen_at
            found = session.connection().execute(select(seen_at)).scalar_one()
    assert repr(found) == repr(NOON)
