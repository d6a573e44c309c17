"""The servers of the table of calls, as a client starts them."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.publisher.calls import Call

ROOT = Path(__file__).parents[3]


def servers(calls: Iterable[Call], folder: Path) -> dict[str, dict[str, Any]]:
    """By name, with all tools that are called of it, known to the policy or not."""
    names: dict[str, list[str]] = {}
    for call in calls:
        tools = names.setdefault(call.server, [])
        if call.tool not in tools:
            tools.append(call.tool)
    return {server: _server(folder / f"tools-{at}.json", tools)
            for at, (server, tools) in enumerate(names.items())}  # fmt: skip


def _server(file: Path, tools: list[str]) -> dict[str, Any]:
    file.write_text(json.dumps(tools))
    return {
        "command": sys.executable,
        "args": ["-m", "tests.servers.offers", str(file)],
        "env": {"PYTHONPATH": str(ROOT)},
    }
