"""An older catalog is brought up to date, whole, with a copy beside it; or left as it was."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel, select

from catalog.errors import StoreError
from catalog.store import pages, schema
from catalog.store.catalog import open_catalog
from catalog.store.integrity import faults
from catalog.store.schema import revisions
from catalog.tables.introspected import SnapshotRow
from tests.catalog.store.throwaway import Server, name_in
from tests.catalog.store.whole import fill, known, said

RELEASED = sorted(Path(__file__).with_name("released").glob("*.sql"))
"""Catalogs as older programs left them: made by `fill`, and dumped. Never edit them."""

RELEASED_HERE = [path for path in RELEASED if path.stem.endswith(".sqlite")]

NEWEST = revisions()[-1]

LATER = """
from alembic import op
import sqlalchemy as sa

revision = "v9000_later"
down_revision = {before!r}

def upgrade():
    with op.batch_alter_table("servers") as servers:
        servers.add_column(sa.Column("stars", sa.Integer, nullable=True))
    {more}
"""
HALF = "raise ValueError('half-way')"
BREAKS = "op.execute('insert into standing values (1, 999, 999)')"
"""On SQLite a lost reference shows at the end, on PostgreSQL at once."""

Location = Callable[[], str]


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the program one that knows a further revision, which does something more."""
    folder = shutil.copytree(schema.FOLDER, tmp_path / "migrations")

    def know(more: str) -> None:
        text = LATER.format(before=NEWEST, more=more)
        (folder / "versions" / "v9000_later.py").write_text(text)
        monkeypatch.setattr(schema, "FOLDER", folder)

    return know


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where a catalog of a released schema is, and that schema's revision."""
    revision, database = request.param.stem.split(".")
    script = request.param.read_text()
    if database == "sqlite":
        with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
            connection.executescript(script)
        yield str(tmp_path / "catalog.db"), revision
        return
    server: Server = request.getfixturevalue("server")
    url = server.make()
    server.sql(script, name_in(url))
    yield url, revision
    server.drop(url)


def test_there_is_a_catalog_of_every_released_schema() -> None:
    held = [path.stem.split(".")[0] for path in RELEASED]
    assert held == sorted(2 * [each for each in revisions() if each != NEWEST])


def test_a_catalog_of_every_released_schema_is_upgraded_whole(
    released: tuple[str, str], location: Location
) -> None:
    place, revision = released
    with open_catalog(place) as old, open_catalog(location()) as new:
        fill(new)
        assert known(old) == known(new)
        assert old.upgrade is not None
        assert (old.upgrade.before, old.upgrade.after) == (revision, NEWEST)
        with old.reading() as session:
            context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
            changes = compare_metadata(context, SQLModel.metadata)
        assert [each for each in changes if each[0] != "add_constraint"] == []
    with open_catalog(place) as again:
        assert again.upgrade is None
        assert faults(again) == ()


def test_an_upgraded_catalog_is_written_on(released: tuple[str, str]) -> None:
    with open_catalog(released[0]) as old:
        before = known(old)
        with pytest.raises(StoreError, match="toolrisk classify"):
            list(pages.cards(old))
        fill(old)
        assert known(old) == before
        assert len(list(pages.every(old))) == len(list(pages.cards(old))) == 2


def test_the_copy_beside_it_is_the_catalog_of_before(
    released: tuple[str, str], later: Callable[[str], None]
) -> None:
    place, revision = released
    with open_catalog(place) as old:
        assert old.upgrade is not None
        backup = old.upgrade.backup
    if "://" in place:
        assert backup is None
        return
    assert backup == Path(f"{place}.before-{NEWEST}")
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("select version_num from alembic_version").fetchall() == [(revision,)]
    with open_catalog(str(backup)) as copy_too, open_catalog(place) as old:
        assert known(copy_too) == known(old)


def test_a_later_revision_is_applied_to_what_this_program_wrote(
    location: Location, later: Callable[[str], None]
) -> None:
    place = location()
    with open_catalog(place) as store:
        fill(store)
        before = said(store)
    later("")
    with open_catalog(place) as store:
        assert store.upgrade is not None
        assert (store.upgrade.before, store.upgrade.after) == (NEWEST, "v9000_later")
        assert said(store) == before
        with store.reading() as session:
            found = session.connection().exec_driver_sql("select stars from servers").all()
        assert set(found) == {(None,)}
        fill(store)  # and references are watched again
        with pytest.raises(StoreError, match=r"(?i)foreign key"), store.writing() as session:
            session.connection().exec_driver_sql("insert into standing values (1, 999, 999)")


@pytest.mark.parametrize("more", [HALF, BREAKS])
def test_a_migration_that_fails_leaves_the_catalog_as_it_was(
    location: Location, later: Callable[[str], None], more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = location()
    with open_catalog(place) as store:
        fill(store)
        before = said(store)
    with monkeypatch.context() as patched:
        later(more)
        with pytest.raises((StoreError, ValueError)):
            open_catalog(place)
        patched.undo()
    monkeypatch.undo()
    with open_catalog(place) as store:
        assert store.upgrade is None
        assert said(store) == before


def test_of_many_that_open_an_older_catalog_one_upgrades_it(released: tuple[str, str]) -> None:
    place, _ = released

    def opened(_: int) -> tuple[bool, list[str]]:
        with open_catalog(place) as store:
            return store.upgrade is not None, known(store)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(opened, range(4)))
    assert sum(upgraded for upgraded, _ in found) == 1
    assert all(text == found[0][1] for _, text in found)


def test_a_copy_of_before_is_never_written_over(tmp_path: Path) -> None:
    place = tmp_path / "catalog.db"
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript(RELEASED_HERE[0].read_text())
    copies = [tmp_path / f"catalog.db.before-{NEWEST}{more}" for more in ("", ".2")]
    copies[0].write_text("somebody's own")
    copy = place.read_bytes()
    for _ in range(2):
        with open_catalog(str(place)) as store:
            assert store.upgrade is not None
            assert store.upgrade.backup == copies[1]
        place.write_bytes(copy)  # as after an upgrade that failed
        place.with_name("catalog.db-wal").unlink(missing_ok=True)
    assert copies[0].read_text() == "somebody's own"
    assert sorted(tmp_path.glob("*before*")) == copies


def test_what_servers_called_themselves_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "catalog.db"
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript(RELEASED_HERE[1].read_text())
        for row, name in ((1, "notes"), (3, r'"\"not\u0000es"')):
            connection.execute("update snapshots set server_name = ? where id = ?", (name, row))
        connection.execute("update snapshots set server_version = '1.0' where id = 1")
        connection.commit()
    with open_catalog(str(place)) as store, store.reading() as session:
        rows = {row.id: row.server_info for row in session.exec(select(SnapshotRow))}
    assert rows == {1: {"name": "notes", "version": "1.0"}, 2: {}, 3: {"name": '"not\0es'}}
