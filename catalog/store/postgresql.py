"""What is particular to PostgreSQL: how a session is set up, and how writers take turns.

Writers of one catalog take turns by an advisory lock of its database, as SQLite's do by the
lock on its file: a transaction that reads first and writes later need not be repeated then.
Readers never wait; each sees one state (isolation level REPEATABLE READ).
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from catalog.errors import StoreError

WRITER = int.from_bytes(b"toolrisk")
"""The advisory lock that a writer holds until its transaction ends."""

SIZE = "select pg_database_size(current_database())"

CONNECT_SECONDS = 10
"""How long a server may take to answer; the URL's `connect_timeout` goes before."""


def engine(url: URL, lock_seconds: float) -> Engine:
    """An engine, not yet connected, that waits so long for another's transaction."""
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    made = create_engine(url, isolation_level="REPEATABLE READ", connect_args=waits)

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("toolrisk_writes"):
            # what the writer before it kept must be seen once the turn has come
            connection.exec_driver_sql("set transaction isolation level read committed")
            connection.exec_driver_sql(f"set local lock_timeout = {int(lock_seconds * 1000)}")
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({WRITER})")

    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", begin)
    return made


def compact(engine: Engine) -> int:
    """Let the server use the room of dropped rows again; by how many bytes the database shrinks.

    That is seldom any: only room at a table's very end is given back to the disk.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        before = connection.exec_driver_sql(SIZE).scalar_one()
        connection.exec_driver_sql("vacuum (analyze)")
        return max(0, int(before - connection.exec_driver_sql(SIZE).scalar_one()))


def _prepare(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        name = connection.info.dbname
        raise StoreError(
            f"database {name}: its encoding is {encoding}, which cannot hold every text; "
            "make one with: createdb --encoding=UTF8 --template=template0 NAME"
        )
    connection.execute("set time zone 'UTC'")
    connection.commit()
