"""The new site, beside the old one until it is whole; then they change places.

A build that is killed leaves the old site, and its own half beside it, which the next
build removes. Builds beside each other wait for one another.
"""

import errno
import glob
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.site.exchange import put_in_place
from publisher.site.manifest import MARK, Made, Manifest, is_marked

if sys.platform != "win32":
    import fcntl


class Staging:
    """A folder that becomes the site at `target`; `old` is what stands there now.

    It is beside `target`; where nothing can be put there, because that is another's folder
    or `target` is a mount point, it is within, and a reader may for a moment find the first
    page of one site and the folders of the other.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.old = Manifest(target)
        shut = target.is_mount() or not os.access(target.parent, os.W_OK)
        self.within = shut and target.exists()
        folder = target if self.within else target.parent
        self.root = folder / f"{_prefix(target)}{os.getpid()}"
        self.root.mkdir()
        if target.exists():
            shutil.copymode(target, self.root)
        self._folders: set[str] = {""}

    def take_over(self, made: Made) -> None:
        """Let the files of a piece stand here, too, as they stand in the old site."""
        for address in made.piece.files:
            self.folder_of(address)
            _link(f"{self.target}/{address}", f"{self.root}/{address}")

    def folder_of(self, address: str) -> None:
        """Make the folder that a file stands in."""
        folder = address.rpartition("/")[0]
        if folder not in self._folders:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def switch(self) -> None:
        """Put the new site in the place of the old one, which is removed; what others put
        beside our files at the top of the site stays there.
        """
        for entry in self.root.iterdir():
            _refuse(self.target / entry.name, entry)
        if self.within:
            self._switch_within()
        elif put_in_place(self.root, self.target):
            _remove(self.root, self.target)

    def _switch_within(self) -> None:
        new = {each.name for each in self.root.iterdir()}
        for name in sorted(new, reverse=True):  # the mark last, so that a half is told
            put_in_place(self.root / name, self.target / name)
        for name in {each.partition("/")[0] for each in self.old.files()} - new:
            if os.path.lexists(self.target / name):
                (self.target / name).rename(self.root / name)
        shutil.rmtree(self.root)


@contextmanager
def staged(target: Path) -> Iterator[Staging]:
    """A staging for `target`, gone at the end unless it was switched."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target.parent):
        for folder in (target.parent, target):
            for half in folder.glob(f"{glob.escape(_prefix(target))}*"):
                if half.is_dir() and not half.is_symlink():  # else it is none of ours
                    _clear(half, target)
        staging = Staging(target)
        try:
            yield staging
        finally:
            if staging.root.exists():
                shutil.rmtree(staging.root)


def _refuse(old: Path, new: Path) -> None:
    """What is no file or no folder of ours, where one of ours is to stand, is another's."""
    if os.path.lexists(old) and stat.S_IFMT(old.lstat().st_mode) != stat.S_IFMT(
        new.lstat().st_mode
    ):
        raise FileExistsError(errno.EEXIST, "is not ours to replace", str(old))


def _prefix(target: Path) -> str:
    return f".{target.name}.building-"


def _clear(half: Path, target: Path) -> None:
    """Remove what a killed build left, unless it is whole, and nothing stands in its place."""
    if is_marked(half) and not target.exists():
        half.rename(target)
    else:
        _remove(half, target)


def _remove(site: Path, target: Path) -> None:
    """Remove a site that stands nowhere any more, but for what was never ours.

    What is not marked is a half that a killed build left, and ours as a whole.
    """
    if is_marked(site):
        ours = {MARK, *(each.partition("/")[0] for each in Manifest(site).files())}
        for entry in sorted(site.iterdir()):
            if entry.name not in ours and not os.path.lexists(target / entry.name):
                entry.rename(target / entry.name)
    shutil.rmtree(site)


def _link(old: str, new: str) -> None:
    """The same file under another name, or a copy where the file system has no links."""
    try:
        os.link(old, new, follow_symlinks=False)
    except (PermissionError, NotImplementedError):
        shutil.copy2(old, new, follow_symlinks=False)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Where folders cannot be locked, builds do not wait."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
