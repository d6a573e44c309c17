"""A model reads what the rules are unsure of: once, on a budget, and never for the worse."""

import json
import shutil
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out, ask, ask_json
from tests.cli.second_reading import NAMED, answer, model
from tests.servers.openai_faults import instead
from tests.servers.openai_replica import KEY
from tests.servers.openai_wire import error

SERVER = "modelcontextprotocol-server-git"
ODD = f"{SERVER}/frobnicate"
CHAT = "POST /chat/completions"
DELETES = {"frobnicate": answer("Destructive", effects=["deletes"], risk="high")}


@pytest.fixture
def own(catalog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the catalog, which a test may change; and no trial that was kept before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return str(shutil.copy(catalog, str(tmp_path / "own.db")))


def decided(capsys: Out, own: str) -> tuple[str, str, str]:
    found = ask_json(capsys, "show", ODD, "--catalog", own)["verdict"]
    return found["decided_by"], found["category"], found["risk"]


def test_what_the_rules_are_unsure_of_a_model_decides_once(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decided(capsys, own)[0] == "rules"
    with model(monkeypatch, DELETES) as replica:
        report = ask_json(capsys, "classify", *NAMED, "--catalog", own)["second_reading"]
        assert (report["judged"], report["right"], report["trusted"]) == (1, 14, True)
        assert decided(capsys, own) == ("model", "Destructive", "high")
        asked = replica.times(CHAT)
        assert main(["classify", *NAMED, "--catalog", own, "--quiet"]) == 0
        assert replica.times(CHAT) == asked
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("OPENAI_API_KEY")
    assert main(["classify", "--judge", "never", "--catalog", own, "--quiet"]) == 0
    assert decided(capsys, own) == ("model", "Destructive", "high")
    why = ask(capsys, "show", ODD, "--why", "--catalog", own)
    assert "gpt-test" in why and "judge-1" in why and "rules" in why
    assert KEY not in Path(own).read_bytes().decode("latin-1")


def test_a_model_that_fails_its_trial_decides_nothing(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = decided(capsys, own)
    with model(monkeypatch, DELETES, tried=False):
        assert main(["classify", *NAMED, "--catalog", own]) == 0
    said = capsys.readouterr().err
    assert "of 14 control questions right, which is too few" in said
    assert decided(capsys, own) == before
    assert "Destructive" in ask(capsys, "show", ODD, "--why", "--catalog", own)


def test_what_it_would_take_is_told_and_nothing_is_sent(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, DELETES) as replica:
        told = ask_json(capsys, "classify", "--dry-run", "--price", "1,10", "--catalog", own)
        assert replica.asked == []
        ask_json(capsys, "classify", *NAMED, "--catalog", own)
        took = ask_json(capsys, "classify", "--dry-run", *NAMED, "--catalog", own)
    assert told["tools"] == 1
    assert 0 < told["cost"] < told["most_cost"]
    assert took["tools"] == 0


@pytest.mark.parametrize(
    ("budget", "code"), [(["--max-tokens", "100"], 1), (["--max-tokens", "1000000"], 0)]
)
def test_a_budget_is_kept_to(
    own: str, monkeypatch: pytest.MonkeyPatch, budget: list[str], code: int
) -> None:
    with model(monkeypatch, DELETES) as replica:
        command = ["classify", "--judge", "unsure", *NAMED, *budget, "--catalog", own]
        assert main(command) == code
        assert (replica.times(CHAT) > 2) is (code == 0)


def test_a_spent_budget_says_what_is_left(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, DELETES):
        assert main(["classify", *NAMED, "--catalog", own, "--quiet"]) == 0  # tried by now
        all_of_them = ["classify", "--judge", "always", *NAMED, "--max-tokens", "4000"]
        report = ask_json(capsys, *all_of_them, "--catalog", own)["second_reading"]
    assert report["over_budget"] and report["left"] > 0
    assert report["sent_tokens"] + report["answered_tokens"] <= 4000


def test_an_endpoint_that_fails_leaves_the_rules_verdicts(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, DELETES) as replica:
        assert main(["classify", *NAMED, "--catalog", own, "--quiet"]) == 0
        replica.faults[CHAT] = [None, *[instead(error(500, "x", x_should_retry="false"))] * 9]
        code = main(["classify", "--judge", "always", *NAMED, "--catalog", own])
    assert code == 4
    said = capsys.readouterr().err
    assert "answered 500; the rules' verdict stands for" in said
    assert KEY not in said and decided(capsys, own)[0] == "model"


def test_a_key_alone_asks_nobody_and_is_no_failure(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert main(["classify", "--catalog", own]) == 0
    assert "No second reading: name a model of api.openai.com" in capsys.readouterr().err
    assert main(["classify", "--judge", "unsure", "--catalog", own]) == 1


@pytest.mark.parametrize(
    "words",
    [["--judge", "often"], ["--max-cost", "1"], ["--price", "1"], ["--price", "1,-2"]],
)
def test_terms_that_are_none_are_refused(own: str, words: list[str]) -> None:
    assert main(["classify", *words, "--catalog", own]) == 2


def test_the_tools_of_a_file_are_read_again_too(
    own: str, capsys: Out, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tools = [{"name": "frobnicate"}, {"name": "delete_file", "description": "Deletes a file."}]
    file = tmp_path / "tools.json"
    file.write_text(json.dumps(tools * 150))
    with model(monkeypatch, DELETES) as replica:
        assert main(["classify", "--file", str(file), *NAMED, "--json"]) == 0
        lines = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
        asked = replica.times(CHAT)
    assert [each["decided_by"] for each in lines] == ["model", "rules"] * 150
    assert lines[0]["evidence"][-1]["rule"] == "model"
    assert asked <= 1 + 14 + 2


def test_doctor_asks_the_endpoint(capsys: Out, monkeypatch: pytest.MonkeyPatch, own: str) -> None:
    with model(monkeypatch, {}) as replica:
        checks = {each["name"]: each for each in ask_json(capsys, "doctor")["checks"]}
        assert checks["model"]["fine"] and "as json_schema" in checks["model"]["found"]
        replica.key = "another"
        checks = {each["name"]: each for each in ask_json(capsys, "doctor")["checks"]}
    assert not checks["model"]["fine"]
    assert "set another key" in checks["model"]["cure"] + checks["model"]["found"]
    assert KEY not in json.dumps(checks)
