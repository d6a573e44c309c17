"""What this machine can do for toolrisk, and how to get what is missing."""

import shutil
import sqlite3
import sys

import uv

from catalog.errors import JudgeError, ToolriskError
from catalog.model.value import Value
from classifier.judge.environment import ADDRESS, KEY, configured
from cli.console import Voice
from cli.opening import opening
from cli.steps.effective import Setting
from cli.steps.integrity import Integrity, inspect
from crawler.introspection.launch import NODE_CURE
from crawler.introspection.runtimes import node, too_old
from crawler.introspection.sandbox import (
    BUBBLEWRAP_CURE,
    LEAKS,
    SEALED,
    Tier,
    cure,
    detect,
    fault,
)

TIER_CURES = {
    Tier.BUBBLEWRAP: BUBBLEWRAP_CURE,
    Tier.LANDLOCK: "allow unprivileged user namespaces (sysctl user.max_user_namespaces; on "
    "Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0), or use another",
    Tier.LANDLOCK_ALONE: "Linux 6.2 or newer with Landlock (CONFIG_LSM), run as an ordinary user",
}
"""What to do where a tier does not work; one that works is enough."""


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


def examine(
    location: str, voice: Voice, *, model: str | None = None, whole: bool = False
) -> Health:
    """Look at the sandbox, the runtimes, the model and the catalog at `location`.

    Where that is asked for, at the whole of it, which must be there then.
    """
    catalog = _catalog(location, voice, needed=whole)
    tiers = map(_tier, SEALED)
    checks = (_python(), _uv(), _node(), _sandbox(), *tiers, _model(model), catalog)
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
    tier = detect()
    if tier is Tier.MISSING:
        return Check(name="sandbox", fine=False, found="none works here", cure=cure())
    return Check(name="sandbox", fine=True, found=f"{tier} is used", cure=LEAKS.get(tier, ""))


def _tier(tier: Tier) -> Check:
    trouble = fault(tier)
    name = f"sandbox: {tier}"
    if trouble is None:
        return Check(name=name, fine=True, found="works")
    return Check(name=name, fine=False, found=trouble, cure=TIER_CURES[tier])


def _model(name: str | None) -> Check:
    """Whether the endpoint of the environment answers: one small question, off the topic."""
    if not configured():
        found = f"none is named by {KEY} or {ADDRESS}; verdicts are the rules' alone"
        return Check(name="model", fine=True, found=found)
    from cli.steps.asking import answering  # its imports take half a second

    try:
        return Check(name="model", fine=True, found=answering(name))
    except JudgeError as error:
        found, _, cure = str(error).partition("; ")
        return Check(name="model", fine=False, found=found, cure=cure)


def _catalog(location: str, voice: Voice, *, needed: bool) -> Check:
    version = f"SQLite {sqlite3.sqlite_version}"
    try:
        with opening(location, voice) as opened:
            return Check(name="catalog", fine=True, found=f"{opened.shown} is readable, {version}")
    except ToolriskError as error:
        found, _, cure = str(error).rpartition("; ")
        found = found.removeprefix("catalog ")
        return Check(name="catalog", fine=False, found=found, cure=cure, needed=needed)
