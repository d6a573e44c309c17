"""Seconds that `toolrisk check` takes for ten servers with an unchanged lock, beside the slowest.

    python benchmarks/checking.py [RUNS]

Each figure is a whole command's wall time, the median of RUNS (default 3), its own start
included. Ten servers that mostly wait, one of them for three seconds, show how many are
asked at once; ten packages from the registries, installed from uv's and npm's caches, show
what the machine's cores leave of that. Asked: ten take at most 1.3 times as long as the
slowest of them does alone.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

WAITING = """
import json, sys, time
time.sleep({delay})
for line in sys.stdin:
    asked = json.loads(line)
    if asked.get("method") == "initialize":
        version = asked["params"]["protocolVersion"]
        said = {{"protocolVersion": version, "capabilities": {{"tools": {{}}}},
                "serverInfo": {{"name": "waiting", "version": "1"}}}}
    elif asked.get("method") == "tools/list":
        said = {{"tools": [{{"name": "list_notes", "inputSchema": {{"type": "object"}}}}]}}
    else:
        continue
    print(json.dumps({{"jsonrpc": "2.0", "id": asked["id"], "result": said}}), flush=True)
"""
PYTHON = str(Path(sys.executable).resolve())
"""What no sandbox hides: the interpreter itself, and not a link of a project to it."""
PYPI = ("mcp-server-time==2026.10.19", "mcp-server-git", "mcp-server-fetch", "mcp-server-sqlite",
        "arxiv-mcp-server==0.8.2")  # fmt: skip
NPM = ("server-memory", "server-filesystem", "server-everything", "server-sequential-thinking")
Servers = dict[str, dict[str, Any]]


def waiting(folder: Path) -> Servers:
    """Ten programs; the last takes three seconds until it answers."""
    servers = {}
    for number in range(10):
        script = folder / f"waiting{number}.py"
        script.write_text(WAITING.format(delay=3 if number == 9 else 0.3))
        servers[f"waiting{number}"] = {"command": PYTHON, "args": [str(script)]}
    return servers


def packages() -> Servers:
    """Ten from the registries, as projects name them."""
    scope = "@modelcontextprotocol"
    named = {each: {"command": "uvx", "args": [each]} for each in PYPI}
    named |= {each: {"command": "npx", "args": ["-y", f"{scope}/{each}"]} for each in NPM}
    return named | {"playwright": {"command": "npx", "args": ["-y", "@playwright/mcp@0.0.83"]}}


def seconds(folder: Path, servers: Servers, runs: int, *words: str) -> float:
    """The wall time of a check of these servers."""
    file = folder / ".mcp.json"
    file.write_text(json.dumps({"mcpServers": servers}))
    command = [f"{Path(sys.executable).parent}/toolrisk", "check", str(file), "--quiet"]
    command += ["--fail-on", "never", *words]
    took = []
    for _ in range(runs):
        began = perf_counter()
        ran = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        took.append(perf_counter() - began)
        assert ran.returncode == 0, ran.stdout.decode()
    return median(took)


def measure(title: str, folder: Path, servers: Servers, runs: int) -> None:
    """One set of servers: each alone, then all of them against a lock of theirs."""
    alone = {name: seconds(folder, {name: each}, 1) for name, each in servers.items()}
    slowest = max(alone, key=lambda name: alone[name])
    least = seconds(folder, {slowest: servers[slowest]}, runs)
    lock = ["--lock", "ten.lock"]
    seconds(folder, servers, 1, "--update", *lock)
    together = seconds(folder, servers, runs, *lock)
    print(f"{title}: {len(servers)} servers {together:.2f} s, {slowest} alone {least:.2f} s, "
          f"all alone one after the other {sum(alone.values()):.2f} s: "
          f"{together / least:.2f} times the slowest")  # fmt: skip


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with TemporaryDirectory() as place:
        folder = Path(place)
        measure("that wait", folder, waiting(folder), runs)
        measure("from the registries", folder, packages(), runs)


if __name__ == "__main__":
    main()
