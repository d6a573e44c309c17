"""What this machine can do for toolrisk, and how to get what is missing."""

import shutil
import sqlite3
import sys

import uv

from catalog.errors import ToolriskError
from catalog.model.value import Value
from cli.console import Voice
from cli.opening import opening
from cli.steps.effective import Setting
from cli.steps.integrity import Integrity, inspect
from crawler.introspection.launch import NODE_CURE
from crawler.introspection.runtimes import node, too_old
from crawler.introspection.sandbox import CURE, fault


class Check(Value):
    """One thing that a step wants; `needed` ones make `doctor` fail when they are not there."""

    name: str
    fine: bool
    found: str
    cure: str = ""
    needed: bool = False


class Health(Value):
    """All the checks, the settings that they were made with, and what was found in the catalog
    where that was asked for."""

    checks: tuple[Check, ...]
    settings: tuple[Setting, ...] = ()
    integrity: Integrity | None = None


def examine(location: str, voice: Voice, *, whole: bool = False) -> Health:
    """Look at the sandbox, the runtimes, the model and the catalog at `location`.

    Where that is asked for, at the whole of it, which must be there then.
    """
    catalog = _catalog(location, voice, needed=whole)
    checks = (_python(), _uv(), _node(), _sandbox(), _model(), catalog)
    found = inspect(location) if whole and catalog.fine else None
    return Health(checks=checks, integrity=found)


def _python() -> Check:
    return Check(name="Python", fine=True, found=sys.version.split()[0])


def _uv() -> Check:
    cure = "install toolrisk again; the uv wheel brings it"
    try:
        return Check(name="Python servers", fine=True, found=f"uv at {uv.find_uv_bin()}")
    except FileNotFoundError as error:
        return Check(name="Python servers", fine=False, found=str(error), cure=cure, needed=True)


def _node() -> Check:
    here, npm = node(), shutil.which("npm")
    if here is None or npm is None:
        missing = "npm" if here else "node"
        return Check(name="npm servers", fine=False, found=f"no {missing}", cure=NODE_CURE)
    found = f"node {here.version} at {here.program}, npm at {npm}"
    return Check(name="npm servers", fine=not here.outdated, found=found, cure=too_old() or "")


def _sandbox() -> Check:
    trouble = fault()
    if trouble is None:
        return Check(name="sandbox", fine=True, found="bubblewrap works")
    return Check(name="sandbox", fine=False, found=f"no bubblewrap: {trouble}", cure=CURE)


def _model() -> Check:
    found = "none is used in this version; verdicts are the rules' alone"
    return Check(name="model", fine=True, found=found)


def _catalog(location: str, voice: Voice, *, needed: bool) -> Check:
    version = f"SQLite {sqlite3.sqlite_version}"
    try:
        with opening(location, voice) as opened:
            return Check(name="catalog", fine=True, found=f"{opened.shown} is readable, {version}")
    except ToolriskError as error:
        found, _, cure = str(error).rpartition("; ")
        found = found.removeprefix("catalog ")
        return Check(name="catalog", fine=False, found=found, cure=cure, needed=needed)
