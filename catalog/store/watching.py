"""Whether somebody has written to the catalog since one looked, asked as cheaply as can be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from catalog.store.catalog import Catalog

OTHERS = "pragma data_version"
"""Of one connection: another number once any other connection has written.

See sqlite.org/pragma.html#pragma_data_version; to fold the log into the file is no writing."""

ROWS = """select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
from pg_stat_user_tables where schemaname = current_schema()"""
"""Rows that were ever written, as PostgreSQL counts them; it may tell a second late."""

Version = int


@contextmanager
def watching(catalog: Catalog) -> Iterator[Callable[[], Version]]:
    """What gives the version of the catalog: another number after each write of others.

    Raises StoreError where the database cannot be asked.
    """
    with catalog.asking() as engine:
        if engine.dialect.name == "sqlite":
            yield from _of_file(engine)
        else:
            yield lambda: _of_server(engine)


def _of_file(engine: Engine) -> Iterator[Callable[[], Version]]:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        yield lambda: int(cursor.execute(OTHERS).fetchone()[0])
    finally:
        connection.close()


def _of_server(engine: Engine) -> Version:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(ROWS).scalar_one())
