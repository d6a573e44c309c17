"""The project's `toolrisk.lock`: found, read, and written whole or not at all."""

import os
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from catalog.errors import InputError, NothingFound
from catalog.model.checked import CheckedServer
from catalog.model.lock import Acceptance, Lock, writable
from cli.steps.alike import alike, did_you_mean
from crawler.clients.project import folders
from publisher.gate import lockfile
from publisher.gate.acceptable import acceptable
from publisher.gate.locking import accepting, lock_of
from publisher.whole import write_whole

NAME = "toolrisk.lock"


class LockFile(NamedTuple):
    """Where the lock stands, or would; None in the place of one that is not there."""

    path: Path
    lock: Lock | None

    @property
    def shown(self) -> str:
        """The file as seen from the working folder."""
        here = Path.cwd()
        return str(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path)


class Word(NamedTuple):
    """That a person accepts these, and why, up to that day."""

    about: Sequence[str]
    who: str
    why: str
    until: date


def find_lock(named: Path | None, folder: Path) -> LockFile:
    """The lock of that name, else the nearest one of the project; a new one would stand here.

    Raises InputError for one that cannot be read, or is none.
    """
    near = (each / NAME for each in folders(folder))
    found = next((each for each in near if os.path.lexists(each)), folder / NAME)
    file = LockFile(folder / named if named else found, None)
    if not os.path.lexists(file.path):
        return file
    return file._replace(lock=lockfile.read(_bytes(file), file.shown))


def strangers(servers: Sequence[CheckedServer], folder: Path) -> frozenset[str]:
    """Those that no file of this folder's project names: the user's own."""
    root = folders(folder)[-1]
    return frozenset(
        each.server
        for each in servers
        if not any(Path(place.file).is_relative_to(root) for place in each.places)
    )


def agree(
    file: LockFile, servers: Sequence[CheckedServer], word: Word | None, *, update: bool
) -> LockFile:
    """The file with what is agreed to now, kept if that is anything: all of it, or this word."""
    if not update and word is None:
        return file
    lock = file.lock or Lock()
    lock = lock_of(servers, lock) if update else lock
    lock = accepting(lock, acceptances(servers, word)) if word else lock
    agreed = file._replace(lock=lock)
    _keep(agreed, lock)
    return agreed


def acceptances(servers: Sequence[CheckedServer], word: Word) -> tuple[Acceptance, ...]:
    """The word on each of these as they are now. Raises NothingFound for what is not there."""
    there = list(acceptable(servers))
    found = []
    for about in map(writable, word.about):
        meant = [each for each in there if each.about == about]
        if not meant:
            names = [(each.about, each.about) for each in there]
            advice = did_you_mean(alike(about, names), "it is SERVER/TOOL, or a combination's name")
            raise NothingFound(f"there is no {about[:80]!r} to accept; {advice}")
        said = {"tool": about, "who": word.who, "why": word.why, "until": word.until}
        found += [
            Acceptance.model_validate(said | {"risk": each.risk, "digest": each.digest})
            for each in meant
        ]
    return tuple(found)


def _keep(file: LockFile, lock: Lock) -> None:
    """Write it. Raises InputError where that cannot be done; the old one then stands."""
    try:
        write_whole(file.path, lockfile.spelled(lock).encode())
    except OSError as error:
        raise InputError(f"cannot write {file.shown}: {error.strerror}; make room there") from error


def _bytes(file: LockFile) -> bytes:
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            raise InputError(f"{file.shown}: is no file; remove it, or name another with --lock")
        with file.path.open("rb") as opened:
            return opened.read(lockfile.BYTES + 1)
    except OSError as error:
        raise InputError(
            f"cannot read {file.shown}: {error.strerror}; make it readable, or name another"
        ) from error
