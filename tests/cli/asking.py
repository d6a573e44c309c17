"""Commands, called as from a shell."""

import json
from typing import Any

import pytest

from cli.main import main

Out = pytest.CaptureFixture[str]


def ask(capsys: Out, *argv: str, code: int = 0) -> str:
    """What the command prints on stdout."""
    assert main(argv) == code
    return capsys.readouterr().out


def ask_json(capsys: Out, *argv: str, code: int = 0) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(ask(capsys, *argv, "--json", code=code))
    assert answer["schema_version"] == 1
    return answer


def refuse(capsys: Out, *argv: str, code: int) -> str:
    """The one line on stderr of a command that cannot do what it was asked for."""
    assert main(argv) == code
    captured = capsys.readouterr()
    assert captured.err.startswith("toolrisk: ")
    assert captured.err.count("\n") == 1
    return captured.err
