"""A package into a throw-away prefix: wheels only, no install scripts, nothing of it run.

The package managers see those of the user's variables that say how packages are reached
here: configuration, proxies, certificates. The server's start sees none.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import anyio
from uv import find_uv_bin

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.entry import Installed, find_entry
from crawler.introspection.launch import Launch
from crawler.introspection.process import run
from crawler.introspection.scratch import Scratch
from crawler.introspection.text import one_line

PHASE = "install"
INSTALL_SECONDS = 120

_REACHING = re.compile(
    r"PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TMPDIR|XDG_\w+|NETRC|\w+_PROXY|SSL_CERT_\w+"
    r"|NODE_EXTRA_CA_CERTS|(?:NPM_CONFIG|UV)_\w+",
    re.IGNORECASE,
)
"""Variables by which a package manager finds its registry; no other is its concern."""

_CHATTER = re.compile(r"^(?:npm warn|warning:|npm error A complete log).*$|npm error", re.MULTILINE)


async def install(
    launch: Launch, folder: Scratch, as_of: datetime | None = None
) -> Installed | Skipped:
    """Installs into the folder's prefix, with dependencies as of a date when one is given."""
    steps = (_uv if launch.registry == "pypi" else _npm)(launch, folder.prefix, as_of)
    try:
        with anyio.fail_after(INSTALL_SECONDS):
            for step in steps:
                finished = await run(step, reaching(os.environ), folder.root)
                if finished.code != 0:
                    why = one_line(_CHATTER.sub("", finished.errors))
                    return _skipped(Reason.INSTALL_FAILED, why or f"exit code {finished.code}")
        return find_entry(launch, folder.prefix)
    except TimeoutError:
        return _skipped(Reason.TIMED_OUT, f"not installed within {INSTALL_SECONDS} s")
    except OSError as error:
        return _skipped(Reason.INSTALL_FAILED, one_line(str(error)))
    except ValueError as error:
        return _skipped(Reason.START_FAILED, one_line(str(error)))


def reaching(environment: Mapping[str, str]) -> dict[str, str]:
    """What a package manager sees of the user's environment; npm is given no git.

    A dependency from git is installed by an npm within its clone, which takes the clone's
    own .npmrc at its word, and that may name any program as git. A variable outranks it.
    https://docs.npmjs.com/cli/using-npm/config
    """
    kept = {name: value for name, value in environment.items() if _REACHING.fullmatch(name)}
    return kept | {"npm_config_git": shutil.which("false") or os.devnull}


def _skipped(reason: Reason, detail: str) -> Skipped:
    return Skipped(reason=reason, detail=detail, phase=PHASE)


def _uv(launch: Launch, prefix: Path, as_of: datetime | None) -> list[list[str]]:
    """The interpreter is toolrisk's own, by its real path: a sandbox shows that one alone."""
    uv, python = find_uv_bin(), str(Path(sys.executable).resolve())
    until = ["--exclude-newer", as_of.isoformat()] if as_of else []
    return [
        [uv, "venv", "--quiet", "--no-project", "--python", python, str(prefix)],
        [
            uv, "pip", "install", "--quiet", "--no-progress", "--only-binary", ":all:",
            "--link-mode", "hardlink", "--python", str(prefix / "bin" / "python"),
            *until, f"{launch.identifier}=={launch.version}",
        ],
    ]  # fmt: skip


def _npm(launch: Launch, prefix: Path, as_of: datetime | None) -> list[list[str]]:
    until = ["--before", as_of.isoformat()] if as_of else []
    return [
        [
            "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress",
            "--no-package-lock", "--no-update-notifier",
            "--prefix", str(prefix), *until, f"{launch.identifier}@{launch.version}",
        ],
    ]  # fmt: skip
