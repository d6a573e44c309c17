"""Tools that source names, against those that the same servers list.

    python -m benchmarks.static [FOLDER] [pypi:NAME@VERSION …]

Each server is installed once, asked in the sandbox for its tools, and read. What is
installed and listed is kept in FOLDER (default: a temporary one), so that a second run
only reads. Without packages those of reference/introspect.md that list their tools, in
the versions tried there. Recall is the share of the listed tools that the source names
(asked: 0.85); precision the share of the named that are listed, which tools behind flags
lower; description and parameters the share of the found whose first 200 characters, and
whose set of parameter names, are the same.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import anyio

from benchmarks.static_servers import SERVERS
from catalog.model.snapshot import Introspected
from crawler.introspection.entry import Installed
from crawler.introspection.install import install
from crawler.introspection.launch import Launch
from crawler.introspection.sandbox import Tier, detect, seal
from crawler.introspection.scratch import Scratch
from crawler.introspection.session import list_tools
from crawler.introspection.source.budget import Budget
from crawler.introspection.source.read import read

CHARACTERS = 200
"""Of a description, that must be the same."""

Definitions = dict[str, dict[str, Any]]


class Score(NamedTuple):
    """One server, or all: counts of tools."""

    listed: int = 0
    named: int = 0
    found: int = 0
    described: int = 0
    parameters: int = 0

    def line(self, name: str, seconds: float) -> str:
        shares = (
            self.found / (self.listed or 1),
            self.found / (self.named or 1),
            self.described / (self.found or 1),
            self.parameters / (self.found or 1),
        )
        counts = f"{self.listed:7} {self.named:6} {self.found:6}"
        return f"{name:46}{counts}" + "".join(f"{each:9.3f}" for each in shares) + f"{seconds:8.2f}"


def score(listed: Definitions, named: Definitions) -> Score:
    """What the source's tools are worth, held against the server's."""
    both = [(listed[name], named[name]) for name in listed.keys() & named.keys()]
    same = [_said(each) == _said(other) for each, other in both]
    alike = [_parameters(each) == _parameters(other) for each, other in both]
    return Score(len(listed), len(named), len(both), sum(same), sum(alike))


def _said(tool: dict[str, Any]) -> str:
    return str(tool.get("description") or "")[:CHARACTERS]


def _parameters(tool: dict[str, Any]) -> frozenset[str]:
    return frozenset(tool.get("inputSchema", {}).get("properties") or ())


async def listed(launch: Launch, place: Path, tier: Tier) -> Definitions | str:
    """What the server lists, kept in `place`; else why it lists nothing."""
    kept = place / "listed.json"
    if kept.exists():
        found: Definitions | str = json.loads(kept.read_text())
        return found
    folder = Scratch(root=place)
    for each in (folder.home, folder.temporary):
        each.mkdir(parents=True, exist_ok=True)
    installed = await install(launch, folder, launch.released)
    if not isinstance(installed, Installed):
        return f"not installed: {installed.detail}"
    command = [str(installed.program), *launch.arguments]
    outcome = await list_tools(seal(tier, command, folder, launch.environment))
    if not isinstance(outcome, Introspected):
        return f"{outcome.reason}: {outcome.detail}"
    tools = {each.name: dict(each.definition) for each in outcome.tools}
    kept.write_text(json.dumps(tools))
    return tools


async def measure(launch: Launch, folder: Path, tier: Tier) -> Score:
    """Prints one server's line, and returns its score; nothing where it lists no tools."""
    place = folder / launch.identifier.replace("/", "__")
    live = await listed(launch, place, tier)
    if isinstance(live, str):
        print(f"{launch.identifier:46} {live[:80]}")
        return Score()
    began = process_time()
    found = read(place / "prefix", launch.registry, launch.identifier, Budget())
    named = {each["name"]: each for each in found}
    result = score(live, named)
    print(result.line(launch.identifier, process_time() - began))
    return result


async def main(folder: Path, launches: Sequence[Launch]) -> None:
    tier = detect()
    heads = ("listed", "named", "found")
    shares = ("recall", "precis.", "descr.", "params", "cpu s")
    print(f"{'server':46} {' '.join(f'{each:>6}' for each in heads)}", end="")
    print("".join(f"{each:>9}" for each in shares[:-1]) + f"{shares[-1]:>8}")
    scores = [await measure(each, folder, tier) for each in launches]
    whole = Score(*map(sum, zip(*scores, strict=True)))
    print(whole.line(f"all {sum(bool(each.listed) for each in scores)}", 0))


def launches_of(words: Iterable[str]) -> list[Launch]:
    """`pypi:NAME@VERSION` or `npm:NAME@VERSION`."""
    found = []
    for word in words:
        registry, _, rest = word.partition(":")
        name, _, version = rest.rpartition("@")
        found.append(Launch(registry=registry, identifier=name, version=version))
    return found


if __name__ == "__main__":
    _, *given = sys.argv
    place = Path(given[0]) if given else Path(tempfile.mkdtemp(prefix="toolrisk-static-"))
    anyio.run(partial(main, place.resolve(), launches_of(given[1:]) or list(SERVERS)))
