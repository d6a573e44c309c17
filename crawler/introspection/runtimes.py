"""What this machine can run, asked once a process."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ASK_SECONDS = 10


def runtimes() -> frozenset[str]:
    """The package registries whose servers can be installed and started here.

    Python comes with toolrisk itself, and uv with its wheel.
    """
    return frozenset({"pypi", "npm"} if shutil.which("npm") and node() else {"pypi"})


@cache
def node() -> Path | None:
    """Node's own program, behind any shim of a version manager."""
    command = shutil.which("node")
    if command is None:
        return None
    try:
        asked = subprocess.run(
            [command, "--print", "process.execPath"],
            capture_output=True, check=True, text=True, timeout=ASK_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    found = Path(asked.stdout.strip())
    return found if found.is_file() else None
