"""A package into a throw-away prefix: wheels only, no install scripts, nothing of it run.

The package managers see those of the user's variables that say how packages are reached
here: configuration, proxies, certificates. The server's start sees none.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import anyio
from uv import find_uv_bin

from catalog.model.snapshot import Skipped
from catalog.taxonomy import Reason
from crawler.introspection.entry import Installed, find_entry
from crawler.introspection.launch import LATEST, Launch
from crawler.introspection.process import run
from crawler.introspection.pythons import other_pythons, wanted_python
from crawler.introspection.scratch import Scratch
from crawler.introspection.stopped import Stopped
from crawler.introspection.text import one_line

PHASE = "install"
INSTALL_SECONDS = 240

OWN_PYTHON = str(Path(sys.executable).resolve())
"""By its real path: a sandbox shows that one alone."""

_REACHING = re.compile(
    r"PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TMPDIR|XDG_\w+|NETRC|\w+_PROXY|SSL_CERT_\w+"
    r"|NODE_EXTRA_CA_CERTS|(?:NPM_CONFIG|UV)_\w+",
    re.IGNORECASE,
)
"""Variables by which a package manager finds its registry; no other is its concern."""

_KEPT_BACK = re.compile(r"`([\w.-]+)` was\s+filtered by\s+`exclude-newer`")
"""How uv names a package that has wheels only since after the date."""

_CHATTER = re.compile(r"^(?:npm warn|warning:|npm error A complete log).*$|npm error", re.MULTILINE)


class Failed(Stopped):
    """A package manager gave up; `errors` is all that it said."""

    def __init__(self, why: str, errors: str) -> None:
        super().__init__(Reason.INSTALL_FAILED, why)
        self.errors = errors


async def install(
    launch: Launch, folder: Scratch, as_of: datetime | None = None
) -> Installed | Skipped:
    """Installs into the folder's prefix, with dependencies as of a date when one is given."""
    try:
        with anyio.fail_after(INSTALL_SECONDS):
            await _install(launch, folder, as_of)
        return find_entry(launch, folder.prefix)
    except TimeoutError:
        return _skipped(Reason.TIMED_OUT, f"not installed within {INSTALL_SECONDS} s")
    except Stopped as stopped:
        return stopped.skipped(PHASE)
    except OSError as error:
        return _skipped(Reason.INSTALL_FAILED, one_line(str(error)))
    except ValueError as error:
        return _skipped(Reason.START_FAILED, one_line(str(error)))


async def _install(launch: Launch, folder: Scratch, as_of: datetime | None) -> None:
    """A Python package that wants another Python than ours gets it, where uv has one."""
    if launch.registry != "pypi":
        await _run(_npm(launch, folder.prefix, as_of), folder)
        return
    try:
        await _run(_uv(launch, folder.prefix, as_of, OWN_PYTHON), folder)
    except Failed as stopped:
        wanted = wanted_python(stopped.errors)
        kept_back = tuple(_KEPT_BACK.findall(stopped.errors))
        if wanted is None and not (as_of and kept_back):
            raise
        await anyio.to_thread.run_sync(shutil.rmtree, folder.prefix)
        if wanted is not None:
            await _with(wanted, launch, folder, as_of)
        else:
            await _run(_uv(launch, folder.prefix, as_of, OWN_PYTHON, kept_back), folder)


async def _with(python: str, launch: Launch, folder: Scratch, as_of: datetime | None) -> None:
    venv, *rest = _uv(launch, folder.prefix, as_of, python)
    try:
        await _run([venv], folder)
    except Stopped as stopped:
        detail = f"it wants Python {python}, and uv could neither find nor fetch one: {stopped}"
        raise Stopped(Reason.RUNTIME_MISSING, detail) from stopped
    await _run(rest, folder)


async def _run(steps: list[list[str]], folder: Scratch) -> None:
    for step in steps:
        finished = await run(step, reaching(os.environ), folder.root)
        if finished.code != 0:
            why = one_line(_CHATTER.sub("", finished.errors)) or f"exit code {finished.code}"
            raise Failed(why, finished.errors)


def reaching(environment: Mapping[str, str]) -> dict[str, str]:
    """What a package manager sees of the user's environment; npm is given no git.

    A dependency from git is installed by an npm within its clone, which takes the clone's
    own .npmrc at its word, and that may name any program as git. A variable outranks it.
    https://docs.npmjs.com/cli/using-npm/config
    """
    kept = {name: value for name, value in environment.items() if _REACHING.fullmatch(name)}
    if "PATH" in kept:
        kept["PATH"] = os.pathsep.join([kept["PATH"], *map(str, other_pythons())])
    return kept | {"npm_config_git": shutil.which("false") or os.devnull}


def _skipped(reason: Reason, detail: str) -> Skipped:
    return Skipped(reason=reason, detail=detail, phase=PHASE)


def _uv(
    launch: Launch,
    prefix: Path,
    as_of: datetime | None,
    python: str,
    of_today: tuple[str, ...] = (),
) -> list[list[str]]:
    """`python` is a path, or a specifier of what uv is to find or fetch.

    Packages `of_today` had no wheel at the date.
    """
    uv = find_uv_bin()
    until = ["--exclude-newer", as_of.isoformat()] if as_of else []
    for name in of_today:
        until += ["--exclude-newer-package", f"{name}={datetime.now(UTC).isoformat()}"]
    return [
        [uv, "venv", "--quiet", "--no-project", "--python", python, str(prefix)],
        [
            uv, "pip", "install", "--quiet", "--no-progress", "--only-binary", ":all:",
            "--link-mode", "hardlink", "--python", str(prefix / "bin" / "python"),
            *until, launch.identifier + (f"=={launch.version}" if launch.version != LATEST else ""),
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
