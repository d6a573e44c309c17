"""Pieces → a folder of files that any static host can serve.

Only what has changed is made; the rest is taken over from the site that stands there. A
reader finds the old site or the new one, never some of each, and a build that fails or is
killed leaves the old one. The same pieces give the same bytes: nothing here asks for the
time.
"""

import errno
import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from catalog.errors import InputError
from publisher.site.making import Sizes, make_all
from publisher.site.manifest import MARK, Made, ManifestWriter, is_marked
from publisher.site.piece import Batch, Piece, Recipe
from publisher.site.staging import Staging, staged


class Built(NamedTuple):
    """What a build did, in files."""

    written: int
    unchanged: int
    removed: int


def build(batches: Iterable[Batch], target: Path) -> Built:
    """Make the site of these pieces at `target`.

    Raises InputError, and changes nothing, where `target` holds files that no build made,
    or where it cannot be written.
    """
    try:
        target = _claimed(target)
        with staged(target) as staging:
            return _build(batches, staging)
    except OSError as error:
        raise InputError(
            f"cannot write the site: {error.filename or target}: {error.strerror or error}; "
            "free the place or choose another folder with --reports"
        ) from error


def _build(batches: Iterable[Batch], staging: Staging) -> Built:
    with ManifestWriter(staging.root) as manifest:
        progress = _Progress(staging, manifest)
        for sizes in make_all(progress.recipes(batches), staging.root):
            progress.made(sizes)
        progress.made({})
    staging.switch()
    return Built(progress.written, progress.unchanged, staging.old.count() - progress.stayed)


class _Progress:
    """How far a build is: pieces wait in their order until what they made is known."""

    def __init__(self, staging: Staging, manifest: ManifestWriter) -> None:
        self.staging = staging
        self.manifest = manifest
        self.written = self.unchanged = self.stayed = 0
        self._waiting: deque[tuple[Piece, Made | None]] = deque()

    def recipes(self, batches: Iterable[Batch]) -> Iterator[Recipe]:
        """Take over what has not changed; yields how the rest of each batch is made."""
        for batch in batches:
            wanted = [each for each in batch.pieces if not self._taken_over(each)]
            if wanted:
                yield batch.recipe(wanted)

    def _taken_over(self, piece: Piece) -> bool:
        self.stayed += self.staging.old.in_common(piece)
        made = self.staging.old.has(piece)
        self._waiting.append((piece, made))
        if made:
            self.staging.take_over(made)
        else:
            for address in piece.files:
                self.staging.folder_of(address)
        return made is not None

    def made(self, sizes: Sizes) -> None:
        """Write down all pieces up to the last of which these are the files."""
        while self._waiting:
            piece, known = self._waiting[0]
            if known is None and piece.files[0] not in sizes:
                return
            self._waiting.popleft()
            self.manifest.add(known or Made(piece, tuple(str(sizes[each]) for each in piece.files)))
            if known:
                self.unchanged += len(piece.files)
            else:
                self.written += len(piece.files)


def _claimed(target: Path) -> Path:
    """The folder itself, behind whatever links lead there."""
    if target.is_symlink() and not target.exists():
        raise FileExistsError(errno.EEXIST, "is a link to nothing", str(target))
    target = Path(os.path.realpath(target))
    if target.exists() and any(target.iterdir()) and not is_marked(target):
        raise InputError(
            f"{target} holds files that toolrisk did not make; name an empty folder with "
            f"--reports, or put an empty file {MARK} there to let pages be written among them"
        )
    return target
