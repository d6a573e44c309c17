"""The files of an installed prefix, read within bounds. Nothing outside of it is opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

FILE_BYTES = 16 << 20
"""The largest file that is read."""

ALL_BYTES = 64 << 20
FILES = 4_000
DEPTH = 24
"""Bytes and files in all, and folders within one another."""


class Files:
    """Files by their paths within the prefix; what is beyond a bound is as if it were not there."""

    def __init__(self, prefix: Path) -> None:
        self._root = prefix.resolve()
        self._bytes = ALL_BYTES
        self._files = FILES
        self._known: dict[str, bool] = {}

    def read(self, path: str) -> bytes | None:
        """A regular file's content; None for what is none, too large, or outside."""
        if self._files <= 0 or not self.has(path):
            return None
        try:
            with (self._root / path).open("rb") as file:
                data = file.read(FILE_BYTES + 1)
        except OSError:
            return None
        self._files -= 1
        self._bytes -= len(data)
        return data if len(data) <= FILE_BYTES and self._bytes >= 0 else None

    def has(self, path: str) -> bool:
        """Whether there is a regular file of that name inside, links followed."""
        if path not in self._known:
            self._known[path] = self._is_file(path)
        return self._known[path]

    def _is_file(self, path: str) -> bool:
        try:
            real = (self._root / path).resolve()
            return real.is_relative_to(self._root) and stat.S_ISREG(real.stat().st_mode)
        except (OSError, ValueError, RuntimeError):  # a name with a NUL, a loop of links
            return False

    def under(self, folder: str, suffixes: tuple[str, ...], without: frozenset[str]) -> list[str]:
        """The files in a folder and below it, sorted, but for folders of some names."""
        return sorted(self._walk(folder, suffixes, without))

    def _walk(
        self, folder: str, suffixes: tuple[str, ...], without: frozenset[str]
    ) -> Iterator[str]:
        found = 0
        top = self._root / folder
        for at, folders, names in os.walk(top, followlinks=False):
            inner = Path(at)
            deep = len(inner.relative_to(top).parts) >= DEPTH
            folders[:] = [] if deep else sorted(set(folders) - without)
            for name in names:
                if name.endswith(suffixes):
                    yield str((inner / name).relative_to(self._root))
                    found += 1
            if found >= FILES:
                return
