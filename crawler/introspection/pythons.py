"""Which Python a package wants, and where there may be others than the one we run on."""

import os
import re
from pathlib import Path

_WANTED = re.compile(r"does not\s+satisfy\s+Python\s*((?:[<>=!~]{1,2}[\d.*]+,?\s?)+)")
"""How uv says that no Python of ours will do."""


def wanted_python(said: str) -> str | None:
    """The specifier that a failed installation names; None where it failed of something else."""
    found = _WANTED.search(said)
    return found[1].strip(" ,") if found else None


def other_pythons() -> list[Path]:
    """Where pyenv keeps its Pythons, newest first; uv cannot run the shims that it puts on PATH."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted((root / "versions").glob("3.*.*/bin"), key=_version, reverse=True)


def _version(programs: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", programs.parent.name)]
