"""`check` on real servers that a client's configuration names."""

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.crawler.hosting import SERVERS, offline, pack

SECRET = "hunter2-Zq9"  # noqa: S105 - nobody's
BARE = ("--sandbox", "none", "--jobs", "2")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels, from which alone servers are installed."""
    folder = tmp_path_factory.mktemp("house")
    for module in ("office", "good", "crashes", "hashes"):
        pack(module, folder)
    return folder


@pytest.fixture(autouse=True)
def _home(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in offline(house).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def uvx(name: str, *words: str, **env: str) -> dict[str, Any]:
    return {"command": "uvx", "args": [f"toolrisk-test-{name}==1.0", *words], "env": env}


def config(path: Path, **servers: Any) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"mcpServers": servers}))
    return str(path)


def listed(path: Path, *names: str) -> str:
    """A saved tool list."""
    path.write_text(json.dumps({"tools": [{"name": each, "inputSchema": {}} for each in names]}))
    return str(path)


def test_every_tool_of_this_project_and_user_worst_first(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path / ".mcp.json", office=uvx("office", "--token", SECRET, OFFICE_KEY=SECRET))
    config(tmp_path / "home/.cursor/mcp.json", good=uvx("good"), office=uvx("good"), bad={})
    assert main(["check", *BARE]) == 14
    told, remarks = capfd.readouterr()
    rows = [row for row in told.splitlines() if "office#1/" in row or "good/" in row]
    assert rows[0].split()[1] == "critical"
    assert "office#2/" in told
    assert f"{tmp_path}/.mcp.json:1" in told
    assert "pkg:pypi/toolrisk-test-office@1.0" in told
    assert "bad/command is missing" in remarks
    assert "critical is not allowed" in remarks
    assert SECRET not in told + remarks
    assert "\x1b[31m" not in told


def test_json_has_every_verdict_with_where_the_server_is_configured(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = config(tmp_path / "a.json", office=uvx("office", KEY=SECRET), dead=uvx("crashes"))
    assert main(["check", path, "--json", "--fail-on", "never", *BARE]) == 4
    told = capfd.readouterr().out
    document = json.loads(told)
    assert (document["schema_version"], document["worst"], document["failed"]) == (
        1, "critical", None,
    )  # fmt: skip
    office, dead = document["servers"]
    assert office["origins"] == [f"{path}:1"]
    assert {each["tool"] for each in office["tools"]} >= {"list_notes", "delete_all_notes"}
    assert all(each["action"] for each in office["tools"])
    assert dead["skipped"]["reason"] == "crashed"
    assert dead["tools"] == []
    assert SECRET not in told


@pytest.mark.parametrize(
    ("tool", "fail_on", "code"),
    [
        ("convert_time", "low", 11),
        ("convert_time", "medium", 0),
        ("convert_time", "never", 0),
        ("create_note", "medium", 12),
        ("create_note", "high", 0),
        ("run_shell_command", "high", 14),
    ],
)
def test_the_exit_code_is_that_of_the_worst_tool(
    tool: str, fail_on: str, code: int, tmp_path: Path
) -> None:
    saved = listed(tmp_path / "saved.json", tool)
    path = config(tmp_path / "a.json", one=uvx("office"))
    assert main(["check", path, "--tools", f"one={saved}", "--fail-on", fail_on]) == code


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["nowhere.json"], 2, "'nowhere.json' is no file"),
        ([], 3, "no MCP servers in"),
        (["a.json", "--fail-on", "bad"], 2, "it is low, medium, high, critical or never"),
        (["a.json", "--tools", "one"], 2, "--tools takes SERVER=FILE"),
        (["a.json", "--tools", "two=a.json"], 2, "no server is called 'two'; those found: one"),
        (["a.json", "--tools", "one=gone.json"], 1, "cannot read gone.json"),
        (["broken.json"], 1, "broken.json:2: "),
        (["a.json", "--", "npx", "x"], 2, "not both"),
    ],
)
def test_what_cannot_be_checked_is_one_line(
    words: list[str], code: int, line: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if words:
        config(tmp_path / "a.json", one=uvx("office"))
    (tmp_path / "broken.json").write_text('{\n"mcpServers": }')
    assert main(["check", *words, "--quiet"]) == code
    told, remarks = capfd.readouterr()
    assert told == ""
    assert line in remarks
    assert remarks.count("\n") == 1


def test_a_client_s_broken_file_hides_no_other(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path / ".mcp.json", one=uvx("office"))
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/mcp.json").write_text("{")
    saved = listed(tmp_path / "saved.json", "list_notes")
    assert main(["check", "--tools", f"one={saved}"]) == 4
    told, remarks = capfd.readouterr()
    assert "one/list_notes" in told
    assert f"left out: {tmp_path}/.vscode/mcp.json:1" in remarks


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


def test_a_program_of_this_machine_and_a_folder_and_a_package(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests").mkdir()
    shutil.copytree(SERVERS, tmp_path / "tests" / "servers")
    script = tmp_path / "serve.py"
    script.write_text("import runpy\nrunpy.run_module('tests.servers.good', run_name='__main__')")
    config(tmp_path / ".mcp.json", own={"command": sys.executable, "args": [str(script)]})
    words = ["--json", "--fail-on", "never", "--jobs", "2", "--sandbox", "none"]
    assert main(["check", str(tmp_path), "pypi:toolrisk-test-good", *words]) == 0
    own, package = json.loads(capfd.readouterr().out)["servers"]
    assert [each["tool"] for each in own["tools"]] == [each["tool"] for each in package["tools"]]
    assert package["package"] == "pkg:pypi/toolrisk-test-good@1.0"
    assert main(["check", *words, "--", sys.executable, str(script)]) == 0


def hashed(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:12]
