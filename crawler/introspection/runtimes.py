"""What this machine can run, asked once a process."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

ASK_SECONDS = 10
OLDEST_NODE = 20
"""The oldest major version that npm servers are commonly written for; Debian 12 has 18."""


def runtimes() -> frozenset[str]:
    """The package registries whose servers can be installed and started here.

    Python comes with toolrisk itself, and uv with its wheel.
    """
    return frozenset({"pypi", "npm"} if shutil.which("npm") and node() else {"pypi"})


class Node(NamedTuple):
    """Node's own program, behind any shim of a version manager, and its version."""

    program: Path
    version: str

    @property
    def outdated(self) -> bool:
        """Older than what packages are written for today: many crash on it at once."""
        return int(self.version.partition(".")[0]) < OLDEST_NODE


def too_old() -> str | None:
    """What to tell where node runs, but is too old for many servers."""
    here = node()
    if here is None or not here.outdated:
        return None
    return f"node {here.version} is too old for some servers: install {OLDEST_NODE} or newer"


@cache
def node() -> Node | None:
    """What `node` is here, if it runs."""
    command = shutil.which("node")
    if command is None:
        return None
    try:
        asked = subprocess.run(
            [command, "--print", "process.execPath + '\\n' + process.versions.node"],
            capture_output=True, check=True, text=True, timeout=ASK_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    told = re.fullmatch(r"(/.+)\n(\d+\.[\d.]+)", asked.stdout.strip())
    return Node(Path(told[1]), told[2]) if told and Path(told[1]).is_file() else None
