"""A PostgreSQL server of the tests' own: no network, no waiting for the disk, gone at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlmodel import SQLModel

OPTIONS = "-k {0} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60"
ACCESS = "local all stranger scram-sha-256\nlocal all all trust\n"
"""pg_hba.conf: one user needs a password, the others do not."""

USERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""


class Server:
    """A running server; databases are made of a template by copying its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()

    def url(self, database: str, user: str = "toolrisk") -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def make(self, template: str = "template0", more: str = "") -> str:
        """The URL of a new database."""
        name = f"d{os.getpid()}_{next(self._numbers)}"
        self.sql(f"create database {name} template {template} strategy file_copy {more}")
        return self.url(name)

    def emptied(self, url: str) -> str:
        """The same database without a row but the schema's revision."""
        tables = ", ".join(each.name for each in SQLModel.metadata.sorted_tables)
        self.sql(f"truncate {tables} restart identity cascade", name_in(url))
        return url

    def drop(self, url: str) -> None:
        self.sql(f"drop database {name_in(url)} with (force)")

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's owner."""
        where = {"host": str(self.folder), "user": "toolrisk", "dbname": database}
        with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]  # text, all
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def name_in(url: str) -> str:
    """The database's name."""
    return url.partition("?")[0].rpartition("/")[2]


def missing() -> str | None:
    """Why there can be no server here; None where there can."""
    if _programs() is None:
        return "PostgreSQL's initdb and pg_ctl are missing; on Debian: apt install postgresql"
    if os.geteuid() == 0 and (_user() is None or shutil.which("setpriv") is None):
        return "PostgreSQL does not run as root, and there is no other user or no setpriv"
    return None


@contextmanager
def running() -> Iterator[Server]:
    """A server until the block ends."""
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is short
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _user() or 0)
        data = str(folder / "data")
        init = ("--auth=trust", "--username=toolrisk", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run(folder, [str(programs / "initdb"), "-D", data, *init])
        (folder / "data" / "pg_hba.conf").write_text(ACCESS)
        control = [str(programs / "pg_ctl"), "-D", data, "-s", "-w"]
        start = ["-l", str(folder / "log"), "-o", OPTIONS.format(folder), "start"]
        _run(folder, [*control, *start])
        try:
            server = Server(folder)
            server.sql("create role stranger login password 'swordfish'")
            yield server
        finally:
            _run(folder, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, command: Sequence[str]) -> None:
    drop = ["setpriv", f"--reuid={_user()}", "--clear-groups"] if os.geteuid() == 0 else []
    with (folder.parent / f"{folder.name}.out").open("w+") as out:
        # a file, not a pipe: the server would keep a pipe open, and we would wait for its end
        done = subprocess.run([*drop, *command], cwd=folder, stdout=out, stderr=out, check=False)
        out.seek(0)
        said = out.read()
    Path(out.name).unlink()
    if done.returncode:
        sys.stderr.write(said)
        done.check_returncode()


def _programs() -> Path | None:
    """The folder of the server's programs: on the PATH, or Debian's newest."""
    here = shutil.which("initdb")
    if here and shutil.which("pg_ctl", path=str(Path(here).parent)):
        return Path(here).parent
    found = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    return max(
        (each.parent for each in found), key=lambda each: int(each.parent.name), default=None
    )


def _user() -> str | None:
    """Somebody who is not root."""
    names = [line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()]
    return next((each for each in USERS if each in names), None)
