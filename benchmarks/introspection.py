"""Seconds from starting a server to its listed tools: our session against a bare client.

    python benchmarks/introspection.py [RUNS]

Both start the same installed servers, sealed in the same way, in turns; the median of
RUNS (default 9) each. Ours is counted until the server and its processes are gone, the
bare client only until the tools are there. Importing the SDK is once a run of toolrisk,
and shown apart. Asked: ours takes at most 1.5 times as long.
"""

import json
import subprocess
import sys
from functools import partial
from statistics import geometric_mean, median
from time import perf_counter

import anyio

from catalog.model.snapshot import Introspected
from crawler.introspection.entry import Installed
from crawler.introspection.install import install
from crawler.introspection.launch import Launch
from crawler.introspection.runtimes import runtimes
from crawler.introspection.sandbox import Sealed, Tier, detect, seal
from crawler.introspection.scratch import scratch

_began = perf_counter()
from crawler.introspection.session import list_tools  # noqa: E402, its import is timed

IMPORT_SECONDS = perf_counter() - _began

SERVERS = (
    Launch(registry="pypi", identifier="mcp-server-time", version="2026.10.19"),
    Launch(registry="pypi", identifier="arxiv-mcp-server", version="0.8.2"),
    Launch(registry="npm", identifier="@modelcontextprotocol/server-memory", version="2026.8.31"),
    Launch(registry="npm", identifier="@playwright/mcp", version="0.0.83"),
)
GREETING = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "bare", "version": "1"},
}


def bare(sealed: Sealed) -> tuple[float, int]:
    """The least that a client can do: three messages, and lines read until the answer."""
    began = perf_counter()
    with subprocess.Popen(
        sealed.command, env=dict(sealed.environment), cwd=sealed.folder, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        assert server.stdin
        assert server.stdout

        def say(**message: object) -> None:
            assert server.stdin
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            server.stdin.flush()

        def heard(number: int) -> dict[str, list[object]]:
            assert server.stdout
            return next(
                answer["result"]
                for answer in map(json.loads, server.stdout)
                if answer.get("id") == number
            )

        say(id=1, method="initialize", params=GREETING)
        heard(1)
        say(method="notifications/initialized")
        say(id=2, method="tools/list")
        tools = heard(2)["tools"]
        seconds = perf_counter() - began
        server.kill()
    return seconds, len(tools)


async def ours(sealed: Sealed) -> tuple[float, int]:
    began = perf_counter()
    outcome = await list_tools(sealed)
    assert isinstance(outcome, Introspected), outcome
    return perf_counter() - began, len(outcome.tools)


async def compare(launch: Launch, tier: Tier, runs: int) -> float:
    """Prints one server's line, and returns its ratio."""
    async with scratch() as folder:
        installed = await install(launch, folder)
        assert isinstance(installed, Installed), installed
        command = [str(installed.program), *launch.arguments]
        sealed = seal(tier, command, folder, launch.environment)
        bare(sealed)  # files into the page cache, for both
        pairs = [(bare(sealed), await ours(sealed)) for _ in range(runs)]
    assert len({tools for pair in pairs for _, tools in pair}) == 1
    theirs, own = (median(pair[side][0] for pair in pairs) for side in (0, 1))
    print(f"{launch.identifier:40} {theirs:8.3f} {own:8.3f} {own / theirs:6.2f}")
    return own / theirs


async def main(runs: int) -> None:
    tier = detect()
    tier = Tier.NONE if tier is Tier.MISSING else tier
    print(f"sandbox: {tier}; median of {runs}; importing the session: {IMPORT_SECONDS:.2f} s once")
    print(f"{'server':40} {'bare s':>8} {'ours s':>8} {'ratio':>6}")
    known = [each for each in SERVERS if each.registry in runtimes()]
    ratios = [await compare(each, tier, runs) for each in known]
    print(f"{'overall (geometric mean)':58} {geometric_mean(ratios):6.2f}")


if __name__ == "__main__":
    anyio.run(partial(main, int(sys.argv[1]) if len(sys.argv) > 1 else 9))
