"""A whole catalog has no faults; each kind of damage is one, with its place."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from catalog.store import integrity
from catalog.store.catalog import Catalog, open_catalog
from tests.catalog.store.whole import fill


@pytest.fixture
def full(store: Catalog) -> Catalog:
    """A catalog with a bit of everything."""
    fill(store)
    return store


def test_a_whole_catalog_has_no_faults(full: Catalog) -> None:
    assert integrity.faults(full) == ()


@pytest.mark.parametrize(
    ("damage", "place", "what"),
    [
        ("update listings set content = '{' where id = 1", "listings 1", "hash does not fit"),
        ("update listings set source_id = 'x' where id = 2", "listings 2", "source id does not"),
        ("update crawl_states set content = '[]'", "crawl_states starter", "other fields"),
        ("update servers set evidence = '[1'  where id = 2", "servers 2", "evidence cannot be"),
        ("update servers set evidence = '[1]'  where id = 2", "servers 2", "Evidence"),
        ("update servers set title = '\"' where id = 1", "servers 1", "title cannot be read"),
        ("update definitions set definition = '{}' where id = 2", "definitions 2", "has no name"),
        ("update definitions set name = 'x' where id = 2", "definitions 2", "name does not fit"),
        (
            "update definitions set definition = replace(definition, 'good', 'bad') where id = 1",
            "definitions 1",
            "digest does not fit",
        ),
        ("update snapshots set reason = 'boredom' where id = 2", "snapshots 2", "Skipped"),
        ("update snapshots set warnings = '[' where id = 1", "snapshots 1", "warnings cannot be"),
        ("update classifications set risk = 'low' where id = 1", "classifications 1", "hash does"),
        ("update classifications set risk = 'nil' where id = 1", "classifications 1", "Classif"),
        ("delete from opinions where classification_id = 2", "classifications 2", "hash does"),
        ("update opinions set rationale = '\"'", "opinions 1 0", "rationale cannot be"),
        ("update overrides set category = 'Fun'", "overrides 1", "Override"),
        ("update tool_rules set content = '{}'", "tool_rules 1 1", "other fields"),
        ("update pages set content = '{}' where id = 1", "pages 1", "hash does not fit"),
        ("update policies set document = '\"'", "policies 1", "document cannot be"),
    ],
)
def test_damage_to_a_row_is_named_and_hides_nothing_else(
    full: Catalog, damage: str, place: str, what: str
) -> None:
    with full.writing() as session:
        session.connection().execute(text(damage))
        session.connection().execute(text("update pages set address = 'x' where id = 2"))
    found = integrity.faults(full)
    (fault,) = (each for each in found if each.place == place)
    assert what in fault.what
    assert "pages 2" in {each.place for each in found}


def on_file(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def lost_reference(path: Path) -> None:
    on_file(path, "insert into standing values (1, 999, 998)")


def lost_index_entry(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma writable_schema = on")
        database.execute("update sqlite_master set sql = replace(sql, '(name)', '(source)') "
                         "where name = 'ix_listings_name'")  # fmt: skip
        database.commit()


def torn_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        (root,) = database.execute("select rootpage from sqlite_master where name = 'pages'")
        (size,) = database.execute("pragma page_size")
    with path.open("r+b") as file:
        file.seek((root[0] - 1) * size[0])
        file.write(b"\xff" * size[0])


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lost_reference, "standing"),
        (lost_index_entry, "ix_listings_name"),
        (torn_page, ""),
    ],
)
def test_damage_to_the_file_is_found(
    sqlite_location: Callable[[], str], damage: Callable[[Path], None], what: str
) -> None:
    place = sqlite_location()
    with open_catalog(place) as store:
        fill(store)
    damage(Path(place))
    with open_catalog(place) as store:
        assert integrity.structure(store)
        assert any(what in each.what for each in integrity.faults(store))


def test_of_a_million_faults_a_hundred_are_told(full: Catalog) -> None:
    with full.writing() as session:
        session.connection().execute(text("update listings set content_hash = 'x'"))
        for number in range(integrity.LIMIT + 1):
            session.connection().execute(text(
                "insert into rejected select 100 + :n, source, source_id, '\"', excerpt, seen_at, "
                "superseded_at from rejected where id = 1"), {"n": number})  # fmt: skip
    assert len(integrity.faults(full)) == integrity.LIMIT
