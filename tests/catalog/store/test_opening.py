"""Opening a catalog: cheap when it is current, one clear line when it cannot be."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.errors import StoreError
from catalog.model.listing import CrawlState
from catalog.store import listings, location, servers
from catalog.store.catalog import Catalog, open_catalog
from tests.catalog.store.store_values import NOON, keep_server, listing, server, tool


def nothing(path: Path) -> None:
    path.parent.joinpath("missing").mkdir()


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("create table bookmarks (url)")
    database.close()


def with_tables(path: Path, *tables: str) -> None:
    with sqlite3.connect(path) as database:
        for table in tables:
            database.execute(f"create table {table} as select 'v0001_initial' as version_num")
    database.close()


def newer(path: Path) -> None:
    open_catalog(str(path)).close()
    with sqlite3.connect(path) as database:
        database.execute("update alembic_version set version_num = 'v9999_future'")
    database.close()


def damaged(path: Path) -> None:
    open_catalog(str(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4_000 + whole[4_100:])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "is a directory; name a file"),
        (lambda path: path.write_text("Dear diary"), "is not a catalog"),
        (lambda path: path.write_bytes(bytes(range(256))), "is not a catalog"),
        (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 500), "damaged"),
        (damaged, "damaged"),
        (other_program, "is a database, but no catalog"),
        (lambda path: with_tables(path, "alembic_version"), "is a database, but no catalog"),
        (lambda path: with_tables(path, "alembic_version", "servers"), "but no catalog"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("none/x.db"), "no such directory"),
        (os.mkfifo, "is a pipe or a device; name a file"),
        (lambda path: path.symlink_to("/dev/zero"), "is a pipe or a device; name a file"),
        (newer, "was made by a newer toolrisk (v9999_future); update toolrisk"),
    ],
    ids=[
        "directory",
        "text",
        "bytes",
        "header only",
        "damaged",
        "other program",
        "with alembic",
        "with servers",
        "loop",
        "dangling",
        "pipe",
        "device",
        "newer",
    ],
)
def test_what_is_no_catalog_is_named_and_left_as_it_is(
    make: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as raised:
        open_catalog(str(path))
    line = str(raised.value)
    assert words in line
    assert str(path) in line
    assert "\n" not in line
    assert before == (path.read_bytes() if path.is_file() else None)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("{}/none/catalog.db", "no such directory"),
        ("oracle9://host/name", "no such kind of database"),
        ("postgresql+psycopg9://user:secret@host/name", "use SQLite or PostgreSQL"),
        ("://", "URL cannot be read"),
        ("sqlite+aiosqlite:///{}/catalog.db", "name the file alone"),
        ("sqlite:///{}/catalog.db?mode=ro", "name the file alone"),
        ("{}/\udcff.db", "no UTF-8"),
        ("{}/\0.db", "has a NUL"),
        ("{}/" + "x" * 5_000, "File name too long"),
        ("", "the name is empty; name a file"),
        ("sqlite://", "the name is empty"),
        ("sqlite://catalog.db", "no driver, host or query"),
        (":memory:", "gone when the command ends; name a file"),
        ("sqlite:///:memory:", "gone when the command ends"),
        ("file:catalog.db", "is a URL without its ://"),
        ("postgresql+psycopg:/host/name", "is a URL without its ://"),
        ("postgresql://\udcff/name", "URL cannot be read"),
        ("postgresql://a..b/name", "URL cannot be read"),
    ],
)
def test_a_location_that_cannot_be_is_named(location: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=words) as raised:
        open_catalog(location.format(tmp_path))
    assert "secret" not in str(raised.value)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_place_where_no_file_can_be_is_named() -> None:
    with pytest.raises(StoreError, match=r"/proc/catalog\.db: .*make the file and its folder writ"):
        open_catalog("/proc/catalog.db")


def test_a_lock_that_is_held_too_long_is_named(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "LOCK_SECONDS", 0.1)
    path = shutil.copy(migrated, tmp_path / "catalog.db")
    with open_catalog(str(path)) as one, open_catalog(str(path)) as other:
        with one.writing() as session:
            session.connection()
            with pytest.raises(StoreError, match="another process writes to it"):
                keep_server(other)
        keep_server(other)


def test_a_catalog_that_must_exist_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    with pytest.raises(StoreError, match="there is none; make one with: toolrisk run"):
        open_catalog(str(path), must_exist=True)
    assert not path.exists()


def test_a_current_catalog_opens_without_alembic(migrated: Path) -> None:
    code = (
        "import sys; from catalog.store.catalog import open_catalog\n"
        f"open_catalog({str(migrated)!r}, must_exist=True).close()\n"
        "print('alembic' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"


def test_a_closed_catalog_is_one_file(migrated: Path, tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    with open_catalog(str(path)) as store:
        keep_server(store, tool())
    assert [each.name for each in tmp_path.iterdir()] == ["catalog.db"]


def test_what_fails_is_not_kept_at_all(store: Catalog) -> None:
    with pytest.raises(StoreError), store.writing():
        listings.keep(store, (listing(),), (), CrawlState(source="starter"), NOON)
        servers.keep(store, (server(listing("io.example/never-listed")),), NOON)
    assert listings.current(store) == ()


def test_several_values_can_be_kept_together(store: Catalog) -> None:
    with store.writing():
        kept = keep_server(store, tool())
        assert servers.find(store, kept.slug) == kept
    assert servers.find(store, kept.slug) == kept


def test_writers_wait_for_each_other_and_readers_for_nobody(store: Catalog) -> None:
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for step in range(10):
                name = f"io.example/{number}-{step}"
                state = CrawlState(source=str(number), cursor=str(step))
                listings.keep(store, (listing(name),), (), state, NOON)
                listings.current(store)
        except BaseException as error:  # noqa: BLE001  (told below, in the test's own thread)
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(listings.current(store)) == 40


def test_a_reader_sees_the_state_before_while_a_writer_works(store: Catalog) -> None:
    seen: list[int] = []
    with store.writing():
        listings.keep(store, (listing(),), (), CrawlState(source="starter"), NOON)
        reader = threading.Thread(target=lambda: seen.append(len(listings.current(store))))
        reader.start()
        reader.join()
    assert seen == [0]
