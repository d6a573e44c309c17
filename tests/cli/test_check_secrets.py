"""Whose values `check` gives to which server, and that none is ever shown."""

import sys
from pathlib import Path

import pytest

from cli.check_options import FORMATS
from cli.main import main
from tests.cli.checking import (
    BARE,
    SECRET,
    _home,  # noqa: F401 - a fixture
    config,
    hashed,
    house,  # noqa: F401 - likewise
    uvx,
)


def test_a_server_gets_a_value_only_when_it_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FROM_SHELL", "shell-Zq9-value")
    spy = uvx("hashes", API_KEY=SECRET, OTHER_KEY="never-named-7", REFERS="${env:FROM_SHELL}")
    path = config(tmp_path / "a.json", spy=spy, more=uvx("hashes", API_KEY="another-one-8"))
    words = ["check", path, "--json", "--fail-on", "never", *BARE]
    named = ["--env", "spy:API_KEY", "--env", "spy:REFERS", "--env", "spy:FROM_SHELL"]
    assert main([*words, *named]) == 0
    told = capfd.readouterr().out
    given = [hashed(each) for each in (SECRET, "shell-Zq9-value", "never-named-7", "another-one-8")]
    assert [each in told for each in given] == [True, True, False, False]


def test_a_value_that_is_nowhere_is_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = config(tmp_path / "a.json", one=uvx("office"))
    assert main(["check", path, "--env", "one:NOWHERE"]) == 2
    assert "--env one:NOWHERE: neither" in capfd.readouterr().err
    assert main(["check", path, "--env", "one"]) == 2
    assert main(["check", path, "--env", "one:KEY=value"]) == 2
    assert "the value stays where it is" in capfd.readouterr().err


def test_what_a_file_refers_to_is_given_only_when_it_is_named_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHERS_KEY", "others-Zq9-value")
    path = config(tmp_path / "a.json", spy=uvx("hashes", API_KEY="${OTHERS_KEY}"))
    words = ["check", path, "--json", "--fail-on", "never", *BARE]
    assert main([*words, "--env", "spy:API_KEY"]) == 2
    assert "refers to OTHERS_KEY, which is to be named" in capfd.readouterr().err
    assert main([*words, "--env", "spy:OTHERS_KEY"]) == 0
    assert hashed("others-Zq9-value") in capfd.readouterr().out


TELLING = """
import json, os, sys
told = os.environ["API_KEY"]
sys.stderr.write(told)
for line in sys.stdin:
    asked = json.loads(line)
    if asked.get("method") == "initialize":
        version, info = asked["params"]["protocolVersion"], {"name": told, "version": told}
        said = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info}
    elif asked.get("method") == "tools/list":
        tool = {"name": f"delete_{told}", "inputSchema": {"type": "object"}}
        said = {"tools": [tool | {"description": f"Deletes {told} for good"}, {"name": [told]}]}
    else:
        continue
    print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": said}), flush=True)
"""


FORMS = [[], ["-vv"], ["--update"], *(["--format", each] for each in FORMATS)]


@pytest.mark.parametrize("form", FORMS)
def test_a_value_that_a_server_was_given_is_never_shown(
    form: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "telling.py"
    script.write_text(TELLING)
    telling = {"command": sys.executable, "args": [str(script)], "env": {"API_KEY": SECRET}}
    path = config(tmp_path / "a.json", telling=telling)
    log = tmp_path / "log.jsonl"
    words = ["check", path, "--env", "telling:API_KEY", "--log", str(log), *BARE, *form]
    assert main(words) == (4 if "--update" in form else 13)  # one entry is no tool
    told = "".join([*capfd.readouterr(), *(each.read_text() for each in tmp_path.glob("*.lock"))])
    assert "delete_[redacted]" in told
    assert SECRET not in told + log.read_text()


def test_a_value_that_is_also_a_word_changes_no_verdict(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A project's file may call anything a value, so as to hide it."""
    script = tmp_path / "telling.py"
    word = "delete_all_notes"
    script.write_text(TELLING.replace('f"delete_{told}"', f'"{word}"').replace("Deletes", ""))
    telling = {"command": sys.executable, "args": [str(script)], "env": {"API_KEY": word}}
    words = ["check", config(tmp_path / "a.json", telling=telling), *BARE]
    risky = main(words)
    assert "telling/delete_all_notes" in capfd.readouterr().out
    assert main([*words, "--env", "telling:API_KEY"]) == risky != 0
    assert "telling/[redacted]" in capfd.readouterr().out
