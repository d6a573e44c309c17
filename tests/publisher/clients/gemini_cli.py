"""Puts calls to the real policy engine of Gemini CLI, and says what became of each."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog.taxonomy import Action
from tests.publisher.calls import Call
from tests.publisher.clients.npm import alone

PACKAGE = "@google/gemini-cli-core@0.61.0"
CORE = "@google/gemini-cli-core"
SCRIPT = Path(__file__).with_suffix(".mjs")
OLDEST = 20
"""Of Node: what the package asks for."""


class Decided(NamedTuple):
    """What the engine does with a call, what it calls the tool, and what it tells the model."""

    action: Action
    name: str
    message: str | None


def decided(core: Path, policy: str, calls: Sequence[Call], folder: Path) -> list[Decided]:
    """What the engine does with each of these calls, with this policy of a user."""
    files = [folder / name for name in ("policy.toml", "calls.json", "decided.json")]
    files[0].write_text(policy)
    files[1].write_text(json.dumps([call._asdict() for call in calls]))
    subprocess.run(
        [node(), SCRIPT, core, *files], env=alone(folder), check=True, capture_output=True
    )
    found = json.loads(files[2].read_text())
    assert found["refused"] == []
    return [
        Decided(_action(each["decision"], hidden=each["hidden"]), each["name"], each.get("message"))
        for each in found["decisions"]
    ]


def _action(decision: str, *, hidden: bool) -> Action:
    if decision != "deny":
        assert not hidden
        return {"allow": Action.ALLOW, "ask_user": Action.ASK}[decision]
    return Action.HIDE if hidden else Action.DENY


def node() -> str:
    """Skips where there is none that is new enough."""
    command = shutil.which("node")
    if command is None:
        pytest.skip("node is missing")
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True)
    if int(version.stdout.removeprefix("v").partition(".")[0]) < OLDEST:
        pytest.skip(f"node is older than {OLDEST}")
    return command
