"""A program of this machine that is a server: what it is, and which folders it stands in."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalog.model.value import Value
from catalog.reading import digest_of
from crawler.introspection.visible import with_libraries

_PROJECT = ("package.json", "pyproject.toml", "go.mod", "Cargo.toml", ".git")
_VENV = "pyvenv.cfg"
_UP = 16
"""How many folders above a file are looked through for its project."""


class Program(Value):
    """A command, complete, with the folders of the user's that it may read."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = {}
    shown: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        return digest_of(self.model_dump(mode="json"))


def program(argv: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Program:
    """The command with its paths as they are anywhere; `folder` is where it was given.

    It sees the projects that its files belong to, and never a whole home.
    """
    first, *rest = argv
    found = _found(first, folder)
    words = [found, *(_absolute(each, folder) for each in rest)]
    files = [path for each in words if (path := _file(each))]
    return Program(
        command=tuple(words),
        environment=dict(environment),
        shown=tuple(dict.fromkeys(each for file in files for each in _seen(file))),
    )


def _found(word: str, folder: Path) -> str:
    """The program behind the word. A version manager's shim is no program: ours stands in."""
    if "/" in word:
        return str(folder / word)
    path = shutil.which(word)
    own = Path(sys.base_prefix, "bin", word)
    if (path is None or Path(path).parent.name == "shims") and own.exists():
        return str(own)
    return path or word


def _absolute(word: str, folder: Path) -> str:
    path = Path(folder, word)
    return str(path) if word and not word.startswith("-") and _exists(path) else word


def _file(word: str) -> Path | None:
    path = Path(word)
    return path if path.is_absolute() and _exists(path) else None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a path, or with NUL
        return False


def _seen(file: Path) -> Iterator[Path]:
    """A file's project, and that of what it links to: an environment's python is elsewhere."""
    for path in dict.fromkeys((file.absolute(), file.resolve())):
        if path.is_file() and os.access(path, os.X_OK):
            yield from with_libraries(path)
        yield from filter(None, [_project(path)])


def _project(path: Path) -> Path | None:
    """The nearest project above, else the environment, else the folder; never one of homes."""
    start = path if path.is_dir() else path.parent
    above = [each for each in (start, *start.parents)[:_UP] if not _holds_homes(each)]
    for marks in (_PROJECT, (_VENV,)):
        for each in above:
            if any((each / mark).exists() for mark in marks):
                return each
    return above[0] if above else None


def _holds_homes(folder: Path) -> bool:
    """Whether a whole home, or more than one, is below the folder, or it is the system's."""
    home = Path.home()
    return home.is_relative_to(folder) or len(folder.parts) < 3  # noqa: PLR2004, / and /usr
