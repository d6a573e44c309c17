"""`policy --diff`, `--verify` and `--explain`: a file against what is recommended now."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from publisher.target import names
from tests.cli.asking import Out, ask, ask_json, refuse

READ = {"name": "list_ships", "description": "List the names of all public ships."}
WRITE = {"name": "create_note", "description": "Create a note."}
DROP = {"name": "delete_note", "description": "Delete a note for good."}
MANY = {
    "name": "notes",
    "description": "Works with notes.",
    "inputSchema": {
        "type": "object",
        "properties": {"action": {"type": "string", "enum": ["list", "create", "delete"]}},
    },
}


def offered(*tools: dict[str, Any]) -> tuple[str, str]:
    Path("tools.json").write_text(json.dumps(tools))
    return ("--file", "tools.json")


def of(target: str, *more: str) -> tuple[str, ...]:
    return ("policy", *offered(READ, WRITE, DROP, MANY), "--as", "s", "--target", target, *more)


@pytest.mark.parametrize("target", names())
def test_a_file_is_right_until_the_server_offers_something_else(target: str, capsys: Out) -> None:
    call = of(target)
    ask(capsys, *call, "-o", "rules")
    assert ask(capsys, *call, "--verify", "rules", "--quiet") == ""
    assert ask(capsys, *call, "--diff", "rules", "--quiet") == ""
    offered({**READ, "description": "Delete all ships for good."}, WRITE, DROP, MANY)
    said = ask(capsys, *call, "--verify", "rules", code=10)
    assert re.search(r"s/list_ships: the file says (allowed|at most \d+ a \w+); ", said)
    offered(READ, WRITE, DROP)
    said = ask(capsys, *call, "--verify", "rules", code=10)
    assert "as it is not offered any more" in said
    offered(READ, WRITE, DROP, MANY, {**READ, "name": "list_bells"})
    said = ask(capsys, *call, "--verify", "rules", code=10)
    assert "s/list_bells: the file says nothing; recommended is " in said
    offered(READ, WRITE, DROP, MANY)
    assert ask_json(capsys, *call, "--verify", "rules")["right"]


def test_a_changed_definition_is_told_though_its_rule_stands(capsys: Out) -> None:
    call = of("rego")
    ask(capsys, *call, "-o", "rules")
    offered({**READ, "title": "Ships"}, WRITE, DROP, MANY)
    said = ask(capsys, *call, "--verify", "rules", code=10)
    assert said == "s/list_ships: its definition has changed since the rule was made.\n"


def test_what_a_profile_changes_is_said_in_words_what_opens_first(capsys: Out) -> None:
    call = of("rego")
    ask(capsys, *call, "--profile", "strict", "-o", "rules")
    said = ask(capsys, *call, "--profile", "open", "--diff", "rules").splitlines()
    assert said == [
        "s/create_note: looser: was asked about, now at most 60 a minute.",
        "s/delete_note: looser: was hidden and denied, now asked about.",
        "s/notes: looser: was denied, now asked about.",
        "s/notes with “create” as action: looser: was asked about, now at most 60 a minute.",
        "s/notes with “list” as action: looser: was at most 30 a minute, now allowed.",
    ]
    changes = ask_json(capsys, *call, "--profile", "open", "--diff", "rules")["changes"]
    assert [each["turn"] for each in changes] == ["looser"] * 5


def test_a_stricter_file_is_right(capsys: Out) -> None:
    call = of("rego")
    ask(capsys, *call, "--profile", "strict", "-o", "rules")
    said = ask(capsys, *call, "--verify", "rules")
    assert "s/create_note: the file says asked about, stricter than the recommended at most" in said


def test_a_rule_is_explained_step_by_step_and_by_format(capsys: Out) -> None:
    story = ask_json(capsys, *of("rego"), "--explain", "notes")
    assert [each["ruling"]["action"] for each in story["steps"]] == ["hide"]
    assert {each["action"] for each in story["cases"]} == {"limit"}
    assert {each["target"] for each in story["targets"]} == set(names())
    told_alike = next(each for each in story["targets"] if each["target"] == "rego")
    assert (told_alike["ruling"]["action"], told_alike["losses"]) == ("deny", [])
    told = ask(capsys, *of("rego"), "--explain", "s/create_note")
    assert "1. at most 30 a minute: It changes data" in told


def test_what_a_users_file_keeps_is_told(capsys: Out) -> None:
    Path("settings.json").write_text(json.dumps({"permissions": {"deny": ["mcp__s__list_ships"]}}))
    assert main((*of("claude-code"), "-o", "settings.json")) == 0
    told = capsys.readouterr().err
    assert "settings.json keeps 1 rule of its own beside these" in told
    assert "Against what settings.json said before: " in told
    said = ask(capsys, *of("claude-code"), "--diff", "settings.json")
    assert said == "s/list_ships: newly allowed: was hidden and denied, now allowed.\n"
    Path("settings.json").write_text("[]")
    line = refuse(capsys, *of("claude-code"), "-o", "settings.json", code=1)
    assert line.startswith("toolrisk: settings.json: ")
    assert Path("settings.json").read_text() == "[]"


def test_a_decision_on_no_tool_is_told(capsys: Out) -> None:
    Path("own.toml").write_text('[tools]\n"s/creat_note" = {action = "allow", why = "a slip"}\n')
    assert main((*of("rego"), "--profile", "own.toml")) == 0
    told = "profile: there is no tool s/creat_note; did you mean s/create_note"
    assert told in capsys.readouterr().err


def test_a_name_forges_no_line_and_moves_no_cursor(capsys: Out) -> None:
    Path("old.json").write_text('{"version": "1", "default": "deny"}')
    odd = {**READ, "name": "a\nt/b: newly allowed\x1b[31m\u202e"}
    call = ("policy", *offered(odd, {**READ, "name": "half\ud800"}))
    said = ask(capsys, *call, "--diff", "old.json") + ask(
        capsys, *call, "--verify", "old.json", code=10
    )
    assert "a⟨U+000A⟩t/b: newly allowed⟨U+001B⟩[31m⟨U+202E⟩: " in said
    assert all(line.startswith("tools/a⟨U+000A⟩") for line in said.splitlines())


def test_mistakes_are_one_line(tmp_path: Path, capsys: Out) -> None:
    call = of("rego")
    assert "no tool 'nope'" in refuse(capsys, *call, "--explain", "nope", code=3)
    assert "do not go together" in refuse(
        capsys, *call, "--diff", "rules", "--verify", "rules", code=2
    )
    assert "no policy file" in refuse(capsys, *call, "--verify", "rules", code=3)
    Path("rules").write_bytes(b"\xff")
    assert "not UTF-8" in refuse(capsys, *call, "--verify", "rules", code=1)
    assert "no profile 'lax'" in refuse(capsys, *call, "--profile", "lax", code=2)
    Path("own.toml").write_text("[tighten]\nfuss = 1\n")
    assert "own.toml:2: tighten.fuss" in refuse(capsys, *call, "--profile", "own.toml", code=1)
    assert "go with --stack" in refuse(capsys, *call, "--offline", code=2)
