"""What a sandbox costs, whether memory stays flat, and whether more jobs are quicker.

    python -m benchmarks.sandboxes [RUNS [SERVERS]]

Three tables, all on servers of this repository or on one that is installed:

- Seconds from a server's start to its tools, by tier, against a bare start of the same
  command, in turns; the medians of RUNS (default 9). Asked: at most 1.15 times as long.
- Peak memory of toolrisk after a tenth of SERVERS stub servers and after all of them
  (default 100; the issue asks for 5,000: `… 9 5000`). Asked: flat.
- Stub servers a second with one job, with two and so on to the cores. Asked: it scales.
"""

import os
import resource
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import anyio

from catalog.model.snapshot import Introspected
from crawler.introspection.entry import Installed
from crawler.introspection.install import install
from crawler.introspection.launch import Launch
from crawler.introspection.sandbox import SEALED, Sealed, Tier, detect, fault, seal
from crawler.introspection.scratch import Scratch, scratch
from crawler.introspection.session import list_tools
from crawler.introspection.visible import programs

BARE = "bare"
ROOT = Path(__file__).parents[1]
SERVERS = (
    Launch(registry="pypi", identifier="mcp-server-time", version="2026.10.19"),
    Launch(registry="npm", identifier="@modelcontextprotocol/server-memory", version="2026.8.31"),
)


async def seconds(sealed: Sealed) -> float:
    began = perf_counter()
    outcome = await list_tools(sealed)
    assert isinstance(outcome, Introspected), outcome
    return perf_counter() - began


async def compare(launch: Launch, tiers: list[Tier], runs: int) -> None:
    """One line a tier: what the same start takes in it, and how that stands to a bare one."""
    async with scratch() as folder:
        installed = await install(launch, folder)
        assert isinstance(installed, Installed), installed
        command = [str(installed.program), *launch.arguments]
        starts = {str(each): seal(each, command, folder, launch.environment) for each in tiers}
        starts = {BARE: bare(command, folder)} | starts
        for sealed in starts.values():
            await seconds(sealed)  # files into the page cache
        rounds = [{how: await seconds(starts[how]) for how in starts} for _ in range(runs)]
    for how in starts:
        took = median(each[how] for each in rounds)
        ratio = median(each[how] / each[BARE] for each in rounds)
        print(f"{launch.identifier:40} {how:15} {took:8.3f} {ratio:6.2f}", flush=True)


def bare(command: list[str], folder: Scratch) -> Sealed:
    """The command itself, with nothing before it."""
    given = {"HOME": str(folder.home), "PATH": programs(folder.prefix), "LANG": "C.UTF-8"}
    return Sealed(command=tuple(command), environment=given, folder=folder.home)


def stub(folder: Scratch) -> list[str]:
    """A server that answers at once, from a copy of the tests' own."""
    shutil.copytree(ROOT / "tests" / "servers", folder.prefix / "tests" / "servers")
    python = folder.prefix / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(Path(sys.executable).resolve())
    return [str(python), "-S", "-m", "tests.servers.good"]


async def ask_many(count: int, jobs: int, tier: Tier) -> float:
    """Servers a second, each in a folder of its own."""
    left = iter(range(count))

    async def work() -> None:
        for _ in left:
            async with scratch() as folder:
                given = {"PYTHONPATH": str(folder.prefix)}
                await seconds(seal(tier, stub(folder), folder, given))

    began = perf_counter()
    async with anyio.create_task_group() as group:
        for _ in range(jobs):
            group.start_soon(work)
    return count / (perf_counter() - began)


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def main(runs: int, count: int) -> None:
    tiers = [Tier.NONE, *(each for each in SEALED if fault(each) is None)]
    print(f"{'server':40} {'tier':15} {'seconds':>8} {'ratio':>6}   median of {runs}")
    for launch in SERVERS:
        await compare(launch, tiers, runs)
    best = detect()
    for jobs in range(1, (os.cpu_count() or 1) + 2):
        rate = await ask_many(max(count // 5, 1), jobs, best)
        print(f"{jobs} jobs: {rate:.1f} stub servers a second ({best})")
    for part in (count // 10, count - count // 10):
        await ask_many(part, os.cpu_count() or 1, best)
        print(f"{peak_megabytes():.0f} MB at most after {part} more servers")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        tempfile.tempdir = place
        Path(place).chmod(0o711)
        given = [int(each) for each in sys.argv[1:]] + [9, 100][len(sys.argv) - 1 :]
        anyio.run(partial(main, *given))
