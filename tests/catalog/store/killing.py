"""A process that kills runs: `python -m tests.catalog.store.killing FOLDER KILLS`.

It forks `toolrisk run` and kills it at a random moment, over and over: the registries are
files, and servers answer at once, so that most of the time is the catalog's. After each kill
the catalog must be whole and hold all that was told as kept. After some kills a run may come
to its end: the catalog must say what one says that was never disturbed, and the next begins.
Prints how many runs were killed while each step was at work.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import alembic.command

import cli.commands.run
import crawler.introspection.introspect
import crawler.source
import publisher.site.build
from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from catalog.store import integrity, snapshots, statistics
from catalog.store.catalog import Catalog, open_catalog
from cli.main import main
from crawler.introspection.launch import launch_digest, plan
from crawler.introspection.runtimes import runtimes
from crawler.introspection.sandbox import Tier
from publisher.site import making
from tests.catalog.store.store_values import NOON, snapshot, tool
from tests.catalog.store.whole import said

REGISTRIES, SERVERS, TOOLS = ("one", "two"), 15, 4
SEED = 20261121
VERBS = ("delete", "list", "send", "run", "pay")

IN_A_ROW = 2
"""Runs on one catalog that are killed before one may come to its end."""

LOADED = (alembic.command, cli.commands.run, publisher.site.build)
"""What a run would import late; loaded here once, so that runs are killed at work instead."""

ANSWER_SECONDS = 0.01
"""How long a server takes to answer."""

Sink = Callable[[Snapshot], None]


class Ran:
    """A run under way in a process of its own."""

    def __init__(self, location: str, reports: Path) -> None:
        self.told, say = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            os.close(self.told)
            quietly(lambda: run(location, reports, say))
        os.close(say)

    def killed_after(self, seconds: float) -> int | None:
        """Kill it; how many servers it had told as kept, or None where it was done before."""
        time.sleep(seconds)
        os.kill(self.child, signal.SIGKILL)
        return None if self.ended() == 0 else self._count()

    def ended(self) -> int:
        """The exit code of its end, waited for."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        if code not in (0, -signal.SIGKILL):
            raise AssertionError(f"a run failed: {code}")
        return code

    def _count(self) -> int:
        with os.fdopen(self.told, "rb") as told:
            return len(told.read())


def quietly(work: Callable[[], int]) -> None:
    """Do the work of a child, and end it without what its parent would do at its end."""
    code = 1
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    try:
        code = work()
    finally:
        sys.stderr.flush()
        os._exit(code)


def run(location: str, reports: Path, say: int) -> int:
    """`toolrisk run`; a byte is told for each server that was kept."""

    def answer(servers: Iterable[Server], tier: Tier, sink: Sink, **_: Any) -> None:
        for each in servers:
            time.sleep(ANSWER_SECONDS)
            sink(introspected(each, tier))
            os.write(say, b".")

    crawler.introspection.introspect.introspect_all = answer
    where = ("--catalog", location, "--reports", str(reports))
    return main(["run", *REGISTRIES, *where, "--sandbox", "none", "--quiet"])


def introspected(server: Server, tier: Tier) -> Snapshot:
    """What a server that never was would answer."""
    launch = launch_digest(server.current, plan(server.current, runtimes()))
    tools = (tool(f"{VERBS[n % len(VERBS)]}_{server.slug}_{n}") for n in range(TOOLS))
    return snapshot(server.id, *tools, launch=launch, sandbox=tier.value)


def registry(name: str) -> dict[str, Any]:
    """One page in the official registry's format."""
    return {"servers": [row(f"io.example/{name}-{number}") for number in range(SERVERS)]}


def row(name: str) -> dict[str, Any]:
    """One server of a registry."""
    package = {"registryType": "pypi", "identifier": name[11:], "version": "1.0.0"}
    package["transport"] = {"type": "stdio"}  # type: ignore[assignment]  # JSON
    said = {"status": "active", "publishedAt": NOON.isoformat(), "isLatest": True}
    about = {"name": name, "description": "Notes", "version": "1.0.0", "packages": [package]}
    return {"server": about, "_meta": {"io.modelcontextprotocol.registry/official": said}}


def whole(catalog: Catalog, kept: int) -> None:
    """Raise where the catalog is damaged, or lacks what was told as kept."""
    faults = integrity.faults(catalog)
    assert faults == (), faults
    assert len(snapshots.attempts(catalog)) >= kept


def at_work(catalog: Catalog) -> str:
    """Which step a killed run was at, as far as the catalog tells."""
    found = statistics.totals(catalog)
    if found.introspected < len(REGISTRIES) * SERVERS:
        return "introspect" if found.introspected else "crawl"
    return "classify" if found.unclassified else "publish"


def files(reports: Path) -> dict[str, str]:
    """What is published."""
    found = (each for each in reports.rglob("*") if each.is_file())
    return {str(each.relative_to(reports)): sha256(each.read_bytes()).hexdigest() for each in found}


def same(one: Collection[Any], other: Collection[Any]) -> None:
    """Raise where the two differ, and say in what."""
    assert one == other, set(one) ^ set(other)


def kill(folder: Path, kills: int, fresh: Callable[[], str]) -> Counter[str]:
    """Kill so many runs; by the step that was at work."""
    dice = random.Random(SEED)  # noqa: S311  (no secret)
    place = fresh()
    start = time.monotonic()
    Ran(place, folder / "undisturbed").ended()
    seconds = time.monotonic() - start
    with open_catalog(place) as catalog:
        right = said(catalog)
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        place, reports = fresh(), folder / f"after-{killed.total()}"
        for _ in range(IN_A_ROW):
            told = Ran(place, reports).killed_after(dice.uniform(0, seconds))
            with open_catalog(place) as catalog:
                whole(catalog, told or 0)
                killed[at_work(catalog)] += told is not None
        Ran(place, reports).ended()
        with open_catalog(place) as catalog:
            same(said(catalog), right)
        afresh = reports.with_name(f"{reports.name}-afresh")  # pages tell when they were judged
        assert main(["publish", "--catalog", place, "--reports", str(afresh), "--quiet"]) == 0
        same(files(reports).items(), files(afresh).items())
    return killed


def on_files(folder: Path) -> Callable[[], str]:
    """Makes the path of one more catalog at each call."""
    numbers = iter(range(10_000))
    return lambda: str(folder / f"{next(numbers)}.db")


if __name__ == "__main__":
    room = Path(sys.argv[1])
    crawler.source.FOLDER = room
    making.FEW = sys.maxsize  # pages are made by the process that is killed, too
    for name in REGISTRIES:
        (room / f"{name}.json").write_text(json.dumps(registry(name)))
    print(json.dumps(kill(room, int(sys.argv[2]), on_files(room))))  # noqa: T201  (for the test)
