"""A catalog with tools that no rule understands, and a scripted model that does."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from catalog.model.batch import Batch
from catalog.model.snapshot import Introspected
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store import judgements, submitted
from catalog.store.catalog import open_catalog
from classifier.judge.trial import load_trial
from cli.main import main
from tests.cli.asking import Out
from tests.cli.conftest import OFFICE, introspected
from tests.servers import openai_faults as faults
from tests.servers.openai_chat import Answer
from tests.servers.openai_replica import KEY, MODEL
from tests.servers.openai_wire import Json

PLACE = "c.db"
COUNT = 12
CATEGORIES = ("Destructive", "Execute", "Write")
KNOWN = {each.tool.name: str(how) for each, how in zip(*load_trial()[:2], strict=True)}

_ASKED = re.compile(r'(tool_\d+) begins\n\[1\] name: "([^"]*)"')


def tools(start: int = 0, count: int = COUNT) -> tuple[Tool, ...]:
    said = ({"name": f"flumox_{number:02}", "description": "Flumoxes."} for number in range(COUNT))
    read = [read_tool(each) for each in said][start : start + count]
    return tuple(each for each in read if isinstance(each, Tool))


def another() -> Tool:
    """One more, which is not among them."""
    read = read_tool({"name": "flumox_99", "description": "Flumoxes."})
    assert isinstance(read, Tool)
    return read


def offer(*offered: Tool) -> None:
    """The catalog's server has these tools now."""
    introspected(PLACE, OFFICE, Introspected(tools=offered, protocol_version="2025-06-18"))


def asked_about(body: Json) -> dict[str, str]:
    """The names of the tools that a request is about, by what they are called in it."""
    return dict(_ASKED.findall(body["messages"][-1]["content"]))


def right(name: str) -> str:
    """What the model takes a tool for."""
    return KNOWN.get(name) or CATEGORIES[int(name[-2:]) % 3]


def answer(body: Json) -> Json:
    """What the model says: right for each tool, also for those of its trial."""
    return {
        called: {
            "fragments": [1],
            "rationale": f"It is {name}.",
            "effects": [],
            "category": right(name),
            "risk": "high",
            "confidence": 0.9,
        }
        for called, name in asked_about(body).items()
    } or {"rooms": 1}


def spoiling(name: str, instead: Answer) -> Answer:
    """The same model, which answers otherwise where this tool is asked about."""
    return lambda body: instead(body) if name in asked_about(body).values() else answer(body)


def batch(capsys: Out, step: str, *more: str, code: int = 0) -> dict[str, Any]:
    """What one step tells."""
    told = main(["classify", "--batch", step, "--catalog", PLACE, "--json", *more])
    said = capsys.readouterr()
    assert told == code, said
    assert KEY not in said.out + said.err
    found = json.loads(said.out)
    assert isinstance(found, dict)
    return found


def failing(capsys: Out, step: str, *more: str, code: int = 1) -> str:
    """The one line of a step that cannot be taken."""
    told = main(["classify", "--batch", step, "--catalog", PLACE, *more])
    said = capsys.readouterr()
    assert told == code, said
    assert said.err.count("\n") == 1, said.err
    assert KEY not in said.err
    return said.err


def kept() -> tuple[Batch, ...]:
    """The batches that the catalog has, under way or not."""
    with open_catalog(PLACE) as catalog:
        return submitted.every(catalog)


def judged() -> Mapping[str, str]:
    """What the model said of each tool, by the tool's name; an abstention by its reason."""
    names = {each.digest: each.name for each in tools()}
    with open_catalog(PLACE) as catalog:
        found = judgements.latest(catalog).values()
    return {
        names[each.tool_digest]: str(each.answer.category) if each.answer else each.reason
        for each in found
    }


def all_right(*names: str) -> dict[str, str]:
    return {name: right(name) for name in names or (each.name for each in tools())}


class Doomed:
    """A step in a process of its own, which is killed when the replica is asked for something."""

    def __init__(self, step: str, at_a_time: int = 500) -> None:
        start = (
            f"import cli.steps.batch.collect as c; c.AT_A_TIME = {at_a_time}; import sys;"
            "from cli.main import main; sys.exit(main(sys.argv[1:]))"
        )
        words = ("classify", "--batch", step, "--catalog", str(Path(PLACE).resolve()))
        self._command = [sys.executable, "-c", start, *words]
        self._process: subprocess.Popen[bytes] | None = None

    def fault(self, *, done: bool) -> faults.Fault:
        """Kill it; before that the replica does what it was asked, or does not."""

        def kill(to: faults.Exchange) -> None:
            if done:
                to.ordinary()
            assert self._process is not None
            os.kill(self._process.pid, signal.SIGKILL)
            with suppress(OSError):
                to.hang_up()

        return kill

    def run(self) -> None:
        root = Path(__file__).parents[3]
        with subprocess.Popen(self._command, cwd=root, stderr=subprocess.DEVNULL) as process:
            self._process = process
        assert process.returncode == -signal.SIGKILL


Ending = Callable[[], None]
MODELS = (MODEL, "other")
