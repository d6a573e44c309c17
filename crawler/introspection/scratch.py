"""The throw-away folder of one server: gone afterwards, with whatever still runs out of it.

A folder is locked while its run lives. What a killed run left is found by the next one:
folders that nobody locks any more, with their processes and control groups.
"""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import anyio

from catalog.model.value import Value
from crawler.introspection import cgroups
from crawler.introspection.process import kill_each, living_in

if sys.platform != "win32":
    import fcntl

PREFIX = "toolrisk-"
LOCK = ".toolrisk-lock"


class Scratch(Value):
    """Where one server is installed and, unsealed, where it lives."""

    root: Path
    groups: tuple[Path, ...] = ()
    """The control groups that its processes join, where they can be had."""
    shown: tuple[Path, ...] = ()
    """What else of the machine the server may read."""

    @property
    def prefix(self) -> Path:
        """The installed package; made by the package manager."""
        return self.root / "prefix"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"


@asynccontextmanager
async def scratch() -> AsyncIterator[Scratch]:
    """A fresh folder, removed on leaving, also when cancelled."""
    folder, lock = _make()
    try:
        yield folder
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(_remove, folder)
        os.close(lock)


@contextmanager
def scratch_at_once() -> Iterator[Scratch]:
    """The same, for those who do not wait."""
    folder, lock = _make()
    try:
        yield folder
    finally:
        _remove(folder)
        os.close(lock)


def sweep() -> None:
    """Remove what runs that were killed have left, and end what still runs there."""
    for each in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = _abandoned(each)
        if lock is not None:
            _remove(Scratch(root=each, groups=cgroups.named(each.name)))
            os.close(lock)


def _make() -> tuple[Scratch, int]:
    """The folder, and the descriptor that locks it: held by this process, and by no child."""
    root = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        root.chmod(0o711)  # root's servers run as nobody, where no namespace does it for them
    lock = _lock(root)
    folder = Scratch(root=root, groups=cgroups.make(root.name))
    folder.home.mkdir()
    folder.temporary.mkdir()
    return folder, lock


def _lock(root: Path) -> int:
    """Locked before it has its name: a lock that is found and is free was abandoned."""
    descriptor, path = tempfile.mkstemp(dir=root)
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    Path(path).rename(root / LOCK)
    return descriptor


def _abandoned(root: Path) -> int | None:
    """The lock of a folder of this user's that no run holds any more, taken."""
    try:
        about = root.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid():
            return None
        lock = os.open(root / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
    os.close(lock)
    return None


def _remove(folder: Scratch) -> None:
    """Twice, for what a process wrote in the moment before it was killed.

    The lock goes last: until then, a run that is killed here has left it to the next.
    """
    for _ in range(2):
        cgroups.remove(folder.groups)
        kill_each(living_in(folder.root))
        for each in folder.root.glob("*"):
            if each.name != LOCK:
                shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink()
    shutil.rmtree(folder.root, ignore_errors=True)
