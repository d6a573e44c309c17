"""The catalog in the real Datasette: its questions are answered, and nothing is written."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from cli.main import main
from cli.serving.explored import configuration
from tests.cli.lived import lived


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = lived(tmp_path_factory.mktemp("explored") / "catalog.db")
    command = [sys.executable, "-m", "cli.main", "serve", "--datasette", "--port", "0"]
    with subprocess.Popen(
        [*command, "--catalog", location], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        running = next(said for said in process.stderr if "running on" in said)
        yield next(word for word in running.split() if word.startswith("http://127.0.0.1:"))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130


def ask(address: str, path: str, **values: str) -> Any:
    query = urlencode({"_shape": "array", **values})
    with urlopen(f"{address}/catalog/{path}.json?{query}", timeout=60) as answer:  # noqa: S310 - ours
        return json.load(answer)


ANSWERED = {
    "riskiest": {"server": "notes", "tool": "fetch_note", "risk": "critical"},
    "grades": {"server": "Notes", "address": "servers/notes/index.html"},
    "rules": {"rule": "retrieves"},
    "rule": {"tool": "fetch_note", "quote": "delete"},
    "effect": {"tool": "fetch_note", "risk": "critical"},
}


@pytest.mark.slow
def test_datasette_answers_what_is_asked_often_and_writes_nothing(address: str) -> None:
    questions = json.loads(configuration("catalog"))["databases"]["catalog"]["queries"]
    assert set(ANSWERED) < set(questions)
    for name in questions:
        rows = ask(address, name, rule="deletes", effect="deletes")
        for key, value in ANSWERED.get(name, {}).items():
            assert any(row[key] == value for row in rows), (name, key)
    asked = ask(address, "verdicts", _shape="objects")
    assert list(asked["facet_results"]) == ["category", "risk", "action", "decided_by"]
    with pytest.raises(HTTPError):
        urlopen(f"{address}/catalog.db", timeout=60)  # noqa: S310 - ours
    with pytest.raises(HTTPError):
        urlopen(f"{address}/catalog.json?sql=delete+from+pages", timeout=60)  # noqa: S310 - ours


def test_where_datasette_is_missing_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cli.serving.datasette.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["serve", "--datasette"]) == 1
    assert "pipx inject toolrisk datasette" in capsys.readouterr().err


def test_datasette_is_not_asked_to_read_postgresql(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--datasette", "--catalog", "postgresql://localhost/none"]) == 2
    assert "Datasette reads SQLite alone" in capsys.readouterr().err


def test_a_question_names_fields_that_cards_have(tmp_path: Path) -> None:
    assert "$[server." not in configuration("catalog")
    assert "$[tool." not in configuration("catalog")
