"""Which folders of the user's a server may be shown: projects, never what holds the user's keys."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

if sys.platform != "win32":
    import pwd

PROJECT = ("package.json", "pyproject.toml", "go.mod", "Cargo.toml", ".git")
VENV = "pyvenv.cfg"
INSTALLED = ("package.json", "pyproject.toml", VENV)
"""What marks a package that was installed: it may stand in a hidden folder, as a tool's does."""

_UP = 16
"""How many folders above a file are looked through for its project."""

_MACHINE = tuple(map(Path, ("/boot", "/dev", "/etc", "/proc", "/run", "/sys", "/var")))
"""Settings, keys, data and sockets of the machine's own services."""

_TOP = {"bin", "home", "lib", "lib32", "lib64", "libx32", "media", "mnt", "opt", "root", "sbin",
        "srv", "tmp", "usr", "Users"}  # fmt: skip
"""Folders directly below / that are no project; a container's /app or /repo may be one."""

_HOMES = tuple(map(Path, ("/home", "/Users", "/mnt/c/Users")))
"""Where the homes of users stand, those of the Windows around WSL too."""


def project_of(path: Path) -> Path | None:
    """The nearest project above, else the environment, else the folder, where that is showable."""
    start = path if path.is_dir() else path.parent
    above = (start, *start.parents)[:_UP]
    for marks in (PROJECT, (VENV,)):
        for each in above:
            if _has(each, marks) and showable(each):
                return each
    return start if showable(start) and not os.path.ismount(start) else None


def environment_of(path: Path) -> Path | None:
    """The virtual environment that the file stands in."""
    above = path.parents[:_UP]
    return next((each for each in above if _has(each, (VENV,)) and showable(each)), None)


def showable(folder: Path) -> bool:
    """Whether it is no home, holds none, and is neither the machine's nor hidden in a home."""
    real = folder.resolve()
    if len(real.parts) == 1 or (len(real.parts) == 2 and real.name in _TOP):  # noqa: PLR2004, /x
        return False
    if holds_home(real) or _within(real, _MACHINE):
        return False
    return not hidden(real) or (_has(real, INSTALLED) and len(_below_home(real).parts) > 1)


def holds_home(folder: Path) -> bool:
    """Whether it is a home, or one is below it."""
    real = folder.resolve()
    return real.parent in _HOMES or any(each.is_relative_to(real) for each in (*homes(), *_HOMES))


def hidden(path: Path) -> bool:
    """Whether it is in a hidden folder of a home: keys and settings are, as in `~/.ssh`."""
    return any(part.startswith(".") for part in _below_home(path.resolve()).parts)


def of_the_machine(path: Path) -> bool:
    return _within(path.resolve(), _MACHINE)


@cache
def _account() -> Path | None:
    """The home that the system has for this user, whatever HOME says."""
    if sys.platform == "win32":
        return None
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir).resolve()
    except KeyError:
        return None


def homes() -> Iterator[Path]:
    """The user's home, as HOME and as the system have it; there may be none."""
    said = Path(os.path.expanduser("~"))  # noqa: PTH111, Path.home() raises where there is none
    if said.is_absolute():
        yield said.resolve()
    if account := _account():
        yield account


def _below_home(real: Path) -> Path:
    """The path as seen from the home that it is in; an empty one where it is in none."""
    for each in homes():
        if real.is_relative_to(each) and len(each.parts) > 1:
            return real.relative_to(each)
    for each in _HOMES:
        if real.is_relative_to(each):
            return Path(*real.relative_to(each).parts[1:])
    return Path()


def _within(real: Path, folders: tuple[Path, ...]) -> bool:
    return any(real.is_relative_to(each) for each in folders)


def _has(folder: Path, marks: tuple[str, ...]) -> bool:
    return any(os.path.lexists(folder / each) for each in marks)
