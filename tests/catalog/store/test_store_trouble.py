"""A full disk, a file that cannot be written, a lock that another process holds."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.errors import StoreError
from catalog.store import integrity, location, snapshots
from catalog.store.catalog import open_catalog
from tests.catalog.store.nobody import as_nobody
from tests.catalog.store.store_values import keep_server, tool
from tests.catalog.store.whole import said
from tests.catalog.store.writer import write

WRITE = """
import sys
from catalog.errors import StoreError
from catalog.store.catalog import open_catalog
from tests.catalog.store.writer import write
try:
    with open_catalog(sys.argv[1]) as catalog:
        write(catalog, "more", 0)
except StoreError as error:
    sys.exit(str(error))
"""
READ = """
import sys
from catalog.errors import StoreError
from catalog.store import snapshots
from catalog.store.catalog import open_catalog
try:
    with open_catalog(sys.argv[1], must_exist=True) as catalog:
        print(len(snapshots.attempts(catalog)))
except StoreError as error:
    sys.exit(str(error))
"""
HOLD = """
import sys
from catalog.store.catalog import open_catalog
with open_catalog(sys.argv[1]) as catalog, catalog.writing() as session:
    session.connection()
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root, outside a container")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_loses_the_item_in_hand_alone(small_disk: Path, migrated: Path) -> None:
    place = str(shutil.copy(migrated, small_disk / "catalog.db"))
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    kept = 0
    with open_catalog(place) as store:
        with pytest.raises(StoreError, match=r"full; free some space and run again"):
            for item in range(1_000):
                write(store, "ann", item)
                kept = item + 1
        assert kept
        assert len(snapshots.attempts(store)) >= kept
        before = said(store)
    with open_catalog(place) as store:
        assert said(store) == before
        assert integrity.faults(store) == ()
        ballast.unlink()
        write(store, "ann", kept)
        assert len(snapshots.attempts(store)) == kept + 1


def test_an_upgrade_without_room_for_the_copy_changes_nothing(
    small_disk: Path, tmp_path: Path
) -> None:
    script = Path(__file__).with_name("released") / "v0001_initial.sqlite.sql"
    place = small_disk / "catalog.db"
    with sqlite3.connect(place) as connection:
        connection.executescript(script.read_text())
    connection.close()
    room = shutil.disk_usage(small_disk).free
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(room - 100_000))
    with pytest.raises(StoreError, match="full; free some space"):
        open_catalog(str(place))
    assert [each.name for each in small_disk.glob("*before*")] == []
    ballast.unlink()
    with open_catalog(str(place)) as store:
        assert store.upgrade is not None
        assert integrity.faults(store) == ()


@pytest.fixture
def full(migrated: Path) -> Iterator[Path]:
    """A catalog with a server in it, in a folder that everyone may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Path(shutil.copy(migrated, folder)).rename(Path(folder, "catalog.db"))
        with open_catalog(str(place)) as store:
            keep_server(store, tool())
        yield place


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)])
def test_a_catalog_that_may_not_be_written_is_named_and_whole(
    full: Path, file: int, folder: int
) -> None:
    full.chmod(file)
    full.parent.chmod(folder)
    done = as_nobody(WRITE, str(full))
    full.parent.chmod(0o755)
    full.chmod(0o644)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert str(full) in line
    assert "make the file and its folder writable" in line
    with open_catalog(str(full)) as store:
        assert integrity.faults(store) == ()
        assert len(snapshots.attempts(store)) == 1


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)])
def test_a_catalog_that_may_not_be_written_is_read_and_nothing_is_left_beside_it(
    full: Path, file: int, folder: int
) -> None:
    full.chmod(file)
    full.parent.chmod(folder)
    done = as_nobody(READ, str(full))
    full.parent.chmod(0o755)
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert list(full.parent.iterdir()) == [full]


def test_what_another_process_writes_is_read_where_nothing_may_be_written(full: Path) -> None:
    with open_catalog(str(full)) as store:
        keep_server(store, tool(), slug="more")
        full.parent.chmod(0o555)
        done = as_nobody(READ, str(full))
        full.parent.chmod(0o755)
    assert (done.stdout, done.stderr) == ("2\n", "")


def test_a_log_that_nobody_may_fold_in_is_one_clear_line(full: Path) -> None:
    crashed = "import os; " + WRITE.replace("0)\n", "0); os._exit(0)\n")
    subprocess.run([sys.executable, "-c", crashed, str(full)], check=True)
    full.with_name("catalog.db-shm").unlink()
    full.parent.chmod(0o555)
    done = as_nobody(READ, str(full))
    full.parent.chmod(0o755)
    (line,) = done.stderr.splitlines()
    assert "make the file and its folder writable" in line


def test_an_older_catalog_that_may_not_be_written_says_that_it_must_be() -> None:
    script = Path(__file__).with_name("released") / "v0001_initial.sqlite.sql"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "catalog.db")
        with sqlite3.connect(place) as connection:
            connection.executescript(script.read_text())
        connection.close()
        Path(folder).chmod(0o555)
        done = as_nobody(READ, str(place))
        Path(folder).chmod(0o755)
        (line,) = done.stderr.splitlines()
    assert "is of an older toolrisk (v0001_initial)" in line
    assert "make the file and its folder writable" in line


def test_a_catalog_on_a_disk_that_takes_no_writes_is_read(small_disk: Path, migrated: Path) -> None:
    place = str(shutil.copy(migrated, small_disk / "odd ?#%é.db"))
    with open_catalog(place) as store:
        keep_server(store, tool())
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    with open_catalog(place, must_exist=True) as store:
        assert len(snapshots.attempts(store)) == 1
        assert integrity.faults(store) == ()
        with pytest.raises(StoreError, match="make the file and its folder writable"):
            keep_server(store, slug="more")


def test_a_lock_that_another_process_holds_is_waited_for_or_named(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", HOLD, str(full)]
    monkeypatch.setattr(location, "LOCK_SECONDS", 0.1)
    with (
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder,
        open_catalog(str(full)) as store,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert len(snapshots.attempts(store)) == 1  # who only reads waits for nobody
        with pytest.raises(StoreError, match="another process writes to it"):
            keep_server(store, slug="more")
        holder.communicate("")
        keep_server(store, slug="more")
