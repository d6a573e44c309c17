"""What a build made: each piece's key and files, kept in the root of the site.

A file counts as the one that was made while its size is the same and it was not written
since. Times stand in no manifest: the same catalog gives the same bytes.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from publisher.site.piece import Piece

MARK = ".toolrisk-site"
"""In the root of each site: what is in this folder is ours to write and to remove."""


_ADDRESS = re.compile(r"(?:[a-zA-Z0-9_-][a-zA-Z0-9._-]*/)*[a-zA-Z0-9_-][a-zA-Z0-9._-]*")
"""What an address of ours can be: no way out of the site, and nothing that hides in it."""


class Made(NamedTuple):
    """A piece as it was made; `sizes` are of its files, in bytes, as digits."""

    piece: Piece
    sizes: tuple[str, ...]


class Manifest:
    """What stands in a site, as its last build said; empty where there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines: dict[str, str] = {}
        self._at = 0
        self._straight: dict[str, bool] = {}
        if not is_marked(root):
            return
        self._at = (root / MARK).stat().st_mtime_ns
        try:
            with (root / MARK).open(encoding="utf-8") as lines:
                self._lines = dict(_entry(line) for line in lines if line.count("\t") > 1)
        except UnicodeDecodeError:
            pass  # none that a build of ours wrote

    def has(self, piece: Piece) -> Made | None:
        """The piece as it was made, if it was and its files still stand as they were."""
        said = self._lines.get(piece.files[0], "").split("\t")
        if said[0] != piece.key or said[2::2] != list(piece.files[1:]):
            return None
        sizes = tuple(said[1::2])
        return Made(piece, sizes) if all(map(self._stands, piece.files, sizes)) else None

    def in_common(self, piece: Piece) -> int:
        """How many of the piece's files were there, whatever they said."""
        line = self._lines.get(piece.files[0])
        if line is None:
            return 0
        return 1 + len({*line.split("\t")[2::2]}.intersection(piece.files[1:]))

    def count(self) -> int:
        """How many files were made."""
        return sum((line.count("\t") + 1) // 2 for line in self._lines.values())

    def files(self) -> Iterator[str]:
        """The addresses of all files that were made."""
        for first, line in self._lines.items():
            yield from filter(_ADDRESS.fullmatch, (first, *line.split("\t")[2::2]))

    def _stands(self, address: str, size: str) -> bool:
        try:
            found = os.stat(f"{self.root}/{address}", follow_symlinks=False)  # noqa: PTH116 - many
        except OSError:
            return False
        whole = str(found.st_size) == size and found.st_mtime_ns <= self._at
        return whole and stat.S_ISREG(found.st_mode) and self._is_within(address)

    def _is_within(self, address: str) -> bool:
        """Whether no link leads out of the site on the way to its folder."""
        folder = address.rpartition("/")[0]
        if folder not in self._straight:
            ways = os.path.realpath(self.root), os.path.realpath(self.root / folder)
            self._straight[folder] = ways[1] == os.path.normpath(f"{ways[0]}/{folder}")
        return self._straight[folder]


def is_marked(root: Path) -> bool:
    """Whether a mark stands there: a file, no link to one, and nothing that must be waited for."""
    try:
        return stat.S_ISREG((root / MARK).lstat().st_mode)
    except OSError:
        return False


class ManifestWriter:
    """Writes a manifest line by line; the last file of a build, so that all others are older."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._half = root / f"{MARK}.half"

    def __enter__(self) -> Self:
        self._lines = self._half.open("w", encoding="utf-8", newline="\n")
        return self

    def add(self, made: Made) -> None:
        """The next piece."""
        files = zip(made.piece.files, made.sizes, strict=True)
        said = (f"{each}\t{size}" for each, size in files)
        self._lines.write("\t".join((made.piece.key, *said)) + "\n")

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self._lines.close()
        if failed is None:
            self._half.replace(self.root / MARK)
            os.utime(self.root / MARK)


def _entry(line: str) -> tuple[str, str]:
    """By its first file: the piece's key, that file's size, and its other files with theirs."""
    key, first, rest = line.rstrip("\n").split("\t", 2)
    return first, f"{key}\t{rest}"
