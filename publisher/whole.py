"""A file is written whole or not at all: beside its place first, then into it.

The half that stands beside its place is locked by whoever writes it, and with the death of
a process its locks are gone: a half that is not locked was left by one that was killed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

HALVES = ".*.half"


def write_whole(path: Path, data: bytes) -> None:
    """Raises OSError; what stood at `path` is then still there, as it was.

    What is no file (a pipe, a device) is written straight. Who may read and write a file stays.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    with _half(path.parent) as half:
        if path.exists():
            half.chmod(path.stat().st_mode)
        half.write_bytes(data)
        half.replace(path)


def sweep_halves(folder: Path) -> None:
    """Remove what killed processes left in `folder`, and nothing that is being written."""
    for half in folder.glob(HALVES):
        with suppress(OSError), _locked(half, wait=False):
            half.unlink()


@contextmanager
def _half(folder: Path) -> Iterator[Path]:
    half = folder / f".{os.getpid()}.half"
    try:
        with _locked(half, wait=True):
            yield half
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def _locked(half: Path, *, wait: bool) -> Iterator[None]:
    """Where files cannot be both locked and moved, none is, and each half counts as left."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)
