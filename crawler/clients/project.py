"""What is of a project: the working folder and those above it, up to its repository's root."""

import os
from pathlib import Path

ROOTS = (".git", ".hg")
"""What marks the root of a repository."""


def folders(working_folder: Path) -> list[Path]:
    """The innermost first. Outside of a repository it is the working folder alone, so that
    nobody else's file in `/tmp` or `/home` is ever met."""
    above = [working_folder, *working_folder.parents]
    root = next((at for at, each in enumerate(above) if _is_root(each)), 0)
    return above[: root + 1]


def _is_root(folder: Path) -> bool:
    """What may not be looked into is none."""
    return any(os.path.lexists(folder / each) for each in ROOTS)
