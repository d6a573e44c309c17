"""Attacks on the reader of a definition, written by hand: every one is warned of."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.model.tool import Context, Tool
from catalog.reading import read_tool
from classifier.classify import classify

ATTACKS = [
    json.loads(line)
    for file in sorted(Path(__file__).with_name("attacks").glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
SERVER = ("title", "description", "instructions")


def host() -> dict[str, Any]:
    """A harmless definition that an attack is put into."""
    return {
        "name": "get_forecast",
        "description": "Returns tomorrow's weather for a city.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "Name of the city", "enum": ["Oslo"]},
                "days": {"type": "integer", "default": 1},
            },
        },
        "annotations": {"title": "Forecast", "readOnlyHint": True},
    }


def put(definition: Any, steps: list[str], text: str) -> None:
    """Put the text at a JSON Pointer's steps; what is not there yet is made."""
    at = definition
    for step, below in zip(steps, [*steps[1:], None], strict=True):
        if step.endswith("#"):
            at[text] = {"type": "string"}
        elif below is None:
            at.insert(int(step), text) if isinstance(at, list) else at.update({step: text})
        elif isinstance(at, list):
            at += [{} for _ in range(len(at), int(step) + 1)]
            at = at[int(step)]
        else:
            at = at.setdefault(step, [] if below.isdigit() else {})


def attacked(attack: dict[str, str]) -> tuple[Tool, Context]:
    """The host with the attack in it."""
    definition, steps = host(), attack["at"].split("/")
    if steps[0] == "server":
        return read(definition), Context(**{steps[1]: attack["text"]})
    put(definition, steps, attack["text"])
    return read(definition), Context()


def read(definition: dict[str, Any]) -> Tool:
    tool = read_tool(definition)
    assert isinstance(tool, Tool)
    return tool


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: f"{each['rule']}-{each['at']}")
def test_is_warned_of(attack: dict[str, str]) -> None:
    warned = classify(*attacked(attack)).warnings
    assert (attack["rule"], attack["at"]) in {(each.rule, each.field) for each in warned}


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 150


def test_the_host_is_harmless() -> None:
    assert classify(read(host()), Context()).warnings == ()
