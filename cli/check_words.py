"""The words of a call of `check` → what they ask for."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from catalog.errors import NothingFound, UsageError
from catalog.model.lock import LONGEST
from cli import options
from cli.steps.lock import LockFile, Word
from cli.steps.who import who
from crawler.clients.wanted import Wanted, everything, named, own

AT_ONCE = 10
"""Servers that are asked at once where nobody said how many: a person waits, and servers
mostly do, too. Ten that wait took 1.4 times as long as the slowest of them, three at a time
(benchmarks/checking.py)."""


def jobs_of(jobs: int, *, said: str) -> int:
    """How many at once; `said` is where the parser has the number from."""
    return max(jobs, AT_ONCE) if said.endswith("DEFAULT") else jobs


def word_of(about: Sequence[str], why: str | None, until: str | None, today: date) -> Word | None:
    """What a person accepts; None where nothing is. Raises UsageError for half a word."""
    if not about:
        if why or until:
            raise UsageError("say what is accepted: --accept SERVER/TOOL")
        return None
    reason = options.reason(why)
    try:
        day = date.fromisoformat(until or "")
    except ValueError:
        raise UsageError("say until when it is accepted: --until YYYY-MM-DD") from None
    if not today <= day <= today + LONGEST:
        raise UsageError(f"--until {day} is past, or more than a year ahead; nobody knows then")
    return Word(tuple(about), who(), reason, day)


def lock_there(file: LockFile, named_by: Path | None, *, update: bool, accept: bool) -> None:
    """Raises UsageError where a lock is asked for that is not there, and is not to be made."""
    if file.lock is None and not update and (named_by or accept):
        raise UsageError(f"there is no lock {file.shown}; make it with --update")


def saved_lists(pairs: Sequence[str], slugs: Collection[str]) -> dict[str, str]:
    """The files by server; a name that has a `=` itself is known by being one."""
    saved = {}
    for pair in pairs:
        known = (each for each in slugs if pair.startswith(f"{each}="))
        server = max(known, key=len, default=pair.partition("=")[0])
        file = pair[len(server) + 1 :]
        if not (server and file):
            raise UsageError(f"--tools takes SERVER=FILE, not {pair[:80]!r}")
        saved[server] = file
    return saved


def named_values(pairs: Sequence[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for pair in pairs:
        server, colon, name = pair.rpartition(":")
        if not (server and colon and name) or "=" in name:
            raise UsageError("--env takes SERVER:NAME; the value stays where it is")
        names.setdefault(server, []).append(name)
    return names


def wanted_servers(targets: Sequence[str], words: Sequence[str] | None) -> Wanted:
    """Raises NothingFound where no configuration names a server."""
    if words is not None:
        if targets or not words:
            raise UsageError("name targets, or one command after --, not both or neither")
        return own(words, Path.cwd())
    wanted = named(targets, Path.cwd()) if targets else everything(Path.cwd())
    if not wanted.servers and not wanted.rejected:
        where = ", ".join(targets) or "the configurations of this project and of this user"
        raise NothingFound(f"no MCP servers in {where}; name a file, npm:NAME, pypi:NAME or a URL")
    return wanted
