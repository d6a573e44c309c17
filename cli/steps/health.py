"""What this machine can do for toolrisk, and how to get what is missing."""

import shutil
import sqlite3
import sys

import uv

from catalog.errors import ToolriskError
from catalog.model.value import Value
from catalog.store.catalog import open_catalog
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
    """All the checks."""

    checks: tuple[Check, ...]


def examine(location: str) -> Health:
    """Look at the sandbox, the runtimes, the model and the catalog at `location`."""
    tiers = map(_tier, SEALED)
    return Health(
        checks=(_python(), _uv(), _node(), _sandbox(), *tiers, _model(), _catalog(location))
    )


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


def _model() -> Check:
    found = "none is used in this version; verdicts are the rules' alone"
    return Check(name="model", fine=True, found=found)


def _catalog(location: str) -> Check:
    version = f"SQLite {sqlite3.sqlite_version}"
    try:
        with open_catalog(location, must_exist=True):
            return Check(name="catalog", fine=True, found=f"{location} is readable, {version}")
    except ToolriskError as error:
        found, _, cure = str(error).rpartition("; ")
        found = found.removeprefix("catalog ")
        return Check(name="catalog", fine=False, found=found, cure=cure)
