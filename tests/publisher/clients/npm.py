"""Real clients from the registry of npm, each installed once in a test session."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def installed(package: str, factory: pytest.TempPathFactory) -> Path:
    """The package's `node_modules`; its install scripts do not run."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing")
    with once(package, factory) as (folder, done):
        if not done:
            flags = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
            subprocess.run([npm, "install", "--prefix", folder, *flags, package], check=True)
    return folder / "node_modules"


@contextmanager
def once(package: str, factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bool]]:
    """A folder for the package that all workers of a session share, and whether it is done."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / re.sub(r"[^\w.-]", "-", package)
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, (folder / "done").exists()
        (folder / "done").touch()


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
