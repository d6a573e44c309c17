"""Real clients from the registry of npm, each installed once in a test session."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(package: str, factory: pytest.TempPathFactory) -> Path:
    """The package's `node_modules`, in a folder that all workers of a session share."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing")
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / package.rpartition("@")[0].replace("/", "-")
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            flags = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
            subprocess.run([npm, "install", "--prefix", folder, *flags, package], check=True)
            (folder / "done").touch()
    return folder / "node_modules"


def found(folder: Path, pattern: str) -> Path:
    """The one file of that pattern, as of a package that is another for each platform."""
    return next(each for each in sorted(folder.glob(pattern)) if each.is_file())


def alone(home: Path) -> dict[str, str]:
    """An environment with nothing of the user's, in which only loopback is reached."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "NO_PROXY": "127.0.0.1,localhost",
    }
