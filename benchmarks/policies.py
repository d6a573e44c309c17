"""How fast are the policy targets? `python -m benchmarks.policies [TOOLS.jsonl.gz] [TOOLS]`

Writes the policies of 10,000 tools in every format: of the file's servers, and of one server
that has them all; made-up names where the file is not there. Every rule has a verdict of its
own, one in eight looks at an argument. Prints the CPU seconds of `adapt` and `render`, the best
of three, beside those of json.dumps of the same policies, and the 5 s that are asked for.
Nothing is asserted.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson

from catalog.model.policy import AdvisedCase, Condition, Limit, Policy, ToolRule
from catalog.taxonomy import Action, Category, Risk
from publisher.adapt import Stack, adapt
from publisher.target import Target, find, names

DEFAULT = "../shared/data/tools.jsonl.gz"
TOOLS = 10_000
ASKED = 5.0
"""CPU seconds for each target."""

ALONE = "all"
"""The server that has all tools."""

ACTIONS = (
    Action.ALLOW, Action.LIMIT, Action.ALLOW, Action.HIDE,
    Action.LIMIT, Action.ASK, Action.DENY, Action.ALLOW,
)  # fmt: skip


def main(file: str = DEFAULT, tools: str = str(TOOLS)) -> None:
    found = list(islice(_unlike(_found(Path(file))), int(tools)))
    servers: dict[str, list[str]] = defaultdict(list)
    for server, tool in found:
        servers[server].append(tool)
    many = {server: _policy(server, each) for server, each in servers.items()}
    one = {ALONE: _policy(ALONE, [f"{server}.{tool}" for server, tool in found])}
    reference = _seconds(lambda: _dumped(many))
    print(
        f"{len(found):,} tools on {len(many):,} servers; json.dumps of them {reference:.2f} s CPU"
    )
    print(f"{'target':14}{'servers':>10}{'one server':>12}{'times json':>12}{'of 5 s':>8}{'MB':>7}")
    for name in names():
        _measure(find(name), many, one, reference)


def _measure(form: Target, many: Stack, one: Stack, reference: float) -> None:
    parts: list[Stack] = [many] if form.stacks else [{each: many[each]} for each in many]
    spread = _seconds(lambda: [_written(form, each) for each in parts])
    alone = _seconds(lambda: _written(form, one))
    size = sum(len(_written(form, each)) for each in parts) / 1e6
    slowest = max(spread, alone)
    print(
        f"{form.name:14}{spread:9.2f}s{alone:11.2f}s{slowest / reference:12.1f}"
        f"{slowest / ASKED:8.0%}{size:7.1f}"
    )


def _written(form: Target, stack: Stack) -> str:
    return form.render(adapt(stack, form.abilities).stack)


def _dumped(stack: Stack) -> str:
    return json.dumps([each.model_dump() for each in stack.values()])


def _seconds(work: Callable[[], Any]) -> float:
    """CPU seconds, the best of three."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def _found(file: Path) -> Iterator[tuple[str, str]]:
    """Servers and tools, of the file or made up."""
    if not file.exists():
        yield from ((f"server-{number % 400}", f"tool_{number}") for number in range(TOOLS))
        return
    with gzip.open(file) as lines:
        for line in lines:
            row = orjson.loads(line)
            yield row["server"]["id"], row["tool"]["name"]


def _unlike(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each of them once, servers under names that every client takes."""
    seen = set[tuple[str, str]]()
    numbers: dict[str, int] = {}
    for server, tool in found:
        if (server, tool) not in seen:
            seen.add((server, tool))
            yield f"server-{numbers.setdefault(server, len(numbers))}", tool


def _policy(server: str, tools: list[str]) -> Policy:
    rules = [_rule(tool, action) for tool, action in zip(tools, cycle(ACTIONS))]
    return Policy(server=server, rules=tuple(sorted(rules, key=lambda each: each.tool)))


def _rule(tool: str, action: Action) -> ToolRule:
    said = {"reason": "It changes data, so that a loop has to end.", "risk": Risk.HIGH}
    limit = Limit(counter=f"{tool}_rate", window="minute", max=30)
    case = AdvisedCase(
        when=Condition(parameter="action", values=("list", "get", "search")),
        action=Action.ALLOW,
        category=Category.READ,
        **said,
    )
    return ToolRule(
        tool=tool,
        action=action,
        limit=limit if action is Action.LIMIT else None,
        cases=(case,) if action is Action.DENY else (),
        category=Category.WRITE,
        digest="sha256:" + "0" * 64,
        **said,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
