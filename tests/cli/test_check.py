"""`check` on real servers that a client's configuration names."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.checking import (
    BARE,
    SECRET,
    _home,  # noqa: F401 - a fixture
    config,
    house,  # noqa: F401 - likewise
    listed,
    uvx,
)
from tests.crawler.hosting import SERVERS


def test_every_tool_of_this_project_and_user_worst_first(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path / ".mcp.json", office=uvx("office", "--token", SECRET, OFFICE_KEY=SECRET))
    config(tmp_path / "home/.cursor/mcp.json", good=uvx("good"), office=uvx("good"), bad={})
    assert main(["check", *BARE]) == 10  # one of its names hides a control character
    told, remarks = capfd.readouterr()
    rows = [row for row in told.splitlines() if "office#1/" in row or "good/" in row]
    assert rows[0].split()[1:4] == ["fails", "│", "poisoned"]
    tools = told.splitlines()[told.splitlines().index("11 tools, worst first") :]
    rows = [row for row in tools if "office#1/" in row or "good/" in row]
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


def test_every_server_has_a_name_of_its_own(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    one, two, three = ({"command": f"nowhere-{each}"} for each in range(3))
    both = {"mcpServers": {"a": one, "a#1": two, "b=c": three}, "servers": {"a": two}}
    path.write_text(json.dumps(both))
    saved = listed(tmp_path / "saved.json", "list_notes")
    names = ["a#2", "a#1", "b=c", "a#3"]
    words = [word for each in names for word in ("--tools", f"{each}={saved}")]
    assert main(["check", str(path), *words, "--json"]) == 0
    servers = json.loads(capfd.readouterr().out)["servers"]
    assert [(each["server"], each["offer"]) for each in servers] == [
        ("a#2", "command nowhere-0"), ("a#1", "command nowhere-1"), ("b=c", "command nowhere-2"),
        ("a#3", "command nowhere-1"),
    ]  # fmt: skip
    assert main(["check", str(path), "--tools", f"a={saved}"]) == 2


def test_what_no_program_can_be_given_harms_no_other(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = {"command": "true", "args": ["\0"]}
    for loop in (tmp_path / "loop", tmp_path / "home/.cursor/mcp.json"):
        loop.parent.mkdir(parents=True, exist_ok=True)
        loop.symlink_to(loop)
    path = config(
        tmp_path / "a.json",
        odd=odd,
        none={"command": "\0"},
        env={"command": "true", "env": {"A=": 1}},
        far={"command": "uv", "args": ["run", "--directory", "x" * 4000, "y" * 4000]},
        loop={"command": "./loop", "args": ["loop"]},
        good=uvx("good"),
    )
    assert main(["check", path, "--json", "--fail-on", "never", *BARE]) == 4
    *bad, good = json.loads(capfd.readouterr().out)["servers"]
    assert [each["skipped"]["reason"] for each in bad] == [
        "unsupported", "unsupported", "unsupported", "runtime missing", "start failed",
    ]  # fmt: skip
    assert good["tools"]


@pytest.mark.parametrize(
    "words",
    [["https://me:hunter2-Zq9@[x/"], ["https://me:hunter2-Zq9@\u2100/"], ["--", "a\udcff"],
     ["npm:\udcff"], ["x" * 5000], ["--", ""], ["--", "  "], ["--"]],
)  # fmt: skip
def test_an_odd_target_is_one_line_that_tells_no_secret(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *words]) == 2
    told, remarks = capfd.readouterr()
    assert not told
    assert remarks.count("\n") == 1
    assert SECRET not in remarks


def test_a_server_that_is_switched_off_is_checked_all_the_same(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Most clients know no such word, and start it."""
    path = config(tmp_path / "a.json", good=uvx("good") | {"disabled": True})
    assert main(["check", path, "--fail-on", "never", *BARE]) == 0
    assert "good/look" in capfd.readouterr().out
