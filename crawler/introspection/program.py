"""A program of this machine that is a server: what it is, and what it may read of the user's.

A project's configuration is anybody's, cloned a minute ago: what it names shows its own
project, and programs. What the user names shows the projects that it stands in. Neither
shows a home, or a hidden folder of one.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalog.model.value import Value
from catalog.reading import digest_of
from crawler.introspection.showable import (
    environment_of,
    hidden,
    holds_home,
    of_the_machine,
    project_of,
    showable,
)
from crawler.introspection.visible import is_system, with_libraries

_INTERPRETER = re.compile(r"(?:python|pypy|node|nodejs|bun|deno|ruby|java|php|perl)[\d.]*")
"""Programs that a project's environment may link to, wherever they stand."""


class Reach(Value):
    """Where a command was named: paths are relative to `folder`, and only `project` is shown.

    Without one, it is the user who names it.
    """

    folder: Path
    project: Path | None = None


class Program(Value):
    """A command, complete, with the folders of the user's that it may read.

    `unseen` are files that it names, and may not read.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str] = {}
    shown: tuple[Path, ...] = ()
    unseen: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        return digest_of(self.model_dump(mode="json"))


def program(argv: Sequence[str], reach: Reach, environment: Mapping[str, str]) -> Program:
    """The command with its paths as they are anywhere, and what it may read."""
    first, *rest = argv
    found = _found(first, reach.folder)
    words = [found, *(_absolute(each, reach.folder) for each in rest)]
    files = [path for each in words if (path := _file(each))]
    chosen = reach.project is None or ("/" not in first and not _is_of(Path(found), reach.project))
    shown: dict[Path, None] = {}
    for path in files:
        by_user = chosen and str(path) == found
        shown |= dict.fromkeys(_installed(path, reach) if by_user else _seen(path, reach))
    return Program(
        command=tuple(words),
        environment=dict(environment),
        shown=tuple(shown),
        unseen=tuple(each for each in files if not _is_shown(each, shown)),
    )


def _found(word: str, folder: Path) -> str:
    """The program behind the word. A version manager's shim is no program: ours stands in."""
    if "/" in word:
        return os.path.normpath(folder / word)
    path = shutil.which(word)
    own = Path(sys.base_prefix, "bin", word)
    if (path is None or Path(path).parent.name == "shims") and _exists(own):
        return str(own)
    return path or word


def _absolute(word: str, folder: Path) -> str:
    path = Path(folder, word)
    return os.path.normpath(path) if word and word[0] != "-" and _exists(path) else word


def _file(word: str) -> Path | None:
    path = Path(word)
    return path if path.is_absolute() and _exists(path) else None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a path, or with NUL
        return False


def _installed(file: Path, reach: Reach) -> Iterator[Path]:
    """A program that the user named, or put where programs are found, with what it came with."""
    for path in dict.fromkeys((file, file.resolve())):
        yield from _runs(path)
        yield from _interpreters(path)
        yield from filter(None, [environment_of(path)])
    if reach.project is None:
        yield from _seen(file, reach)


def _seen(file: Path, reach: Reach) -> Iterator[Path]:
    """What a path shows, and what it links to: an environment's python is elsewhere."""
    real = file.resolve()
    yield from _interpreters(file)
    if reach.project is not None:
        if _is_of(file, reach.project) and showable(reach.project):
            yield from (reach.project, reach.project.resolve())
        return
    for path in dict.fromkeys((file, real)):
        if folder := project_of(path):
            yield folder
        elif path.is_file() and not hidden(path) and not of_the_machine(path):
            yield path


def _interpreters(file: Path) -> Iterator[Path]:
    """The interpreter that the file is, and that of its environment."""
    environment = environment_of(file)
    for path in (file, *([environment / "bin" / "python"] if environment else [])):
        real = path.resolve()
        if real.parent.name == "bin" and _INTERPRETER.fullmatch(real.name):
            yield from _runs(real)


def _runs(path: Path) -> Iterator[Path]:
    """A program with its libraries; the folder `lib` of a home is nobody's."""
    if path.is_file() and os.access(path, os.X_OK):
        parts = with_libraries(path)
        yield from (each for each in parts if each == path or not holds_home(each.parent))


def _is_of(path: Path, project: Path | None) -> bool:
    return project is not None and path.resolve().is_relative_to(project.resolve())


def _is_shown(path: Path, shown: Mapping[Path, None]) -> bool:
    real = path.resolve()
    return is_system(real) or any(real.is_relative_to(each.resolve()) for each in shown)
