"""A model behind an endpoint: it knows its trial, and what it is told of other tools."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from classifier.judge.trial import load_trial
from tests.servers.openai_chat import Answer
from tests.servers.openai_replica import KEY, MODEL, Replica, serving
from tests.servers.openai_wire import Json

_TOOL = re.compile(r'^\S+ (tool_\d+) begins\n\[1\] name: "(.*?)"$', re.MULTILINE)


def answer(category: str, **more: object) -> Json:
    """What a model says of one tool."""
    said = {"fragments": [1], "rationale": "It says so.", "effects": [], "category": category}
    return {**said, "risk": "medium", "confidence": 0.9, **more}


def knowing(answers: Mapping[str, Json], *, tried: bool = True) -> Answer:
    """From a request's body to the answers by the tools' names; all else reads."""
    trial = load_trial()
    known = {
        each.tool.name: answer(category if tried else "Read")
        for each, category in zip(trial.questions, trial.answers, strict=True)
    } | dict(answers)

    def said(body: Json) -> Json:
        tools = _TOOL.findall(body["messages"][-1]["content"])
        return {at: known.get(name, answer("Read")) for at, name in tools} or {"rooms": 1}

    return said


@contextmanager
def model(
    monkeypatch: pytest.MonkeyPatch, answers: Mapping[str, Json], *, tried: bool = True
) -> Iterator[Replica]:
    """The endpoint that the environment names until the block ends."""
    with serving(knowing(answers, tried=tried)) as replica:
        monkeypatch.setenv("OPENAI_BASE_URL", replica.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield replica


NAMED = ("--model", MODEL)
