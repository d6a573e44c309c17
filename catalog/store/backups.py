"""Copies of a SQLite catalog, which stand beside it."""

import filecmp
import glob
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path


def backups(file: Path) -> tuple[Path, ...]:
    """The copies beside a catalog's file that upgrades have left, newest first."""
    copies = (each for each in file.parent.glob(f"{glob.escape(file.name)}.before-*"))
    whole = (each for each in copies if each.is_file() and each.suffix != ".part")
    return tuple(sorted(whole, key=lambda each: each.stat().st_mtime, reverse=True))


def back_up(file: Path, name: str) -> Path:
    """A whole copy of a catalog beside it, as `<file>.<name>`; what others write meanwhile waits.

    A copy of that name is never written over: one that says the same is left to serve, beside
    another one a number is added.
    """
    part = file.with_name(f"{file.name}.{name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        kept = next(each for each in _names(file, name) if _may_be(part, each))
        return kept if kept.exists() else part.rename(kept)
    finally:
        part.unlink(missing_ok=True)


def _names(file: Path, name: str) -> Iterator[Path]:
    yield file.with_name(f"{file.name}.{name}")
    yield from (file.with_name(f"{file.name}.{name}.{number}") for number in count(2))


def _may_be(copy: Path, kept: Path) -> bool:
    return not kept.exists() or filecmp.cmp(kept, copy, shallow=False)
