"""Pure: a database's error → the line that the user reads: what is wrong, and what to do."""

import sqlite3

from sqlalchemy.exc import DBAPIError

WRITABLE = "make the file and its folder writable, or name another with --catalog"
DAMAGED = "the file is damaged; restore a copy of it, or move it away and run again"
BUSY = "another process writes to it; try again when that has ended"
FULL = "free some space and run again; nothing but the last item is lost"
DOWN = "start PostgreSQL, or name the right host and port in the URL"
AGAIN = "see that PostgreSQL runs, and run again; nothing but the last item is lost"

ADVICE = {
    "locked": BUSY,
    "readonly": WRITABLE,
    "disk is full": FULL,
    "disk I/O error": "see that the disk is whole and has room, and run again",
    "unable to open": WRITABLE,
    "malformed": DAMAGED,
    "not a database": DAMAGED,
    "lock timeout": BUSY,
    "deadlock": BUSY,
    "read-only": "it takes no writes: name a server that does, or ask its owner",
    "No space left": FULL,
    "could not extend": FULL,
    "could not write": FULL,
    "authentication failed": "give the right user and password, in the URL or in ~/.pgpass",
    "no password supplied": "give a password, in the URL or in ~/.pgpass",
    "no pg_hba.conf entry": "let this user and host in, in the server's pg_hba.conf",
    "role ": "name a user in the URL that the server knows: user@host",
    'database "': "make it with: createdb --encoding=UTF8 NAME, or name another in the URL",
    "permission denied": "grant the user the right to create tables there, or name another",
    "too many c": "the server has no connection left; try again when others have ended",
    "connection slots": "the server has no connection left; try again when others have ended",
    "starting up": "try again in a moment",
    "terminating connection": AGAIN,
    "server closed the connection": AGAIN,
    "connection is lost": AGAIN,
    "connection is closed": AGAIN,
    "Connection refused": DOWN,
    "No such file": DOWN,
    "resolve host": DOWN,
    "translate host": DOWN,
    "timeout expired": DOWN,
    "unreachable": DOWN,
    "connection failed": DOWN,
}
"""What to do, by the words that SQLite and PostgreSQL use for what went wrong; the first counts."""


def told(error: DBAPIError | sqlite3.Error) -> str:
    """`what is wrong; what to do`, in one line."""
    said = str(getattr(error, "orig", error)).strip() or type(error).__name__
    words = said.splitlines()[0]
    return f"{words}; {next((cure for sign, cure in ADVICE.items() if sign in words), UNKNOWN)}"


UNKNOWN = "see toolrisk doctor"
