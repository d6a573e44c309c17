"""`show --history`: a server's findings and a tool's life, of tools that are gone too."""

import json

from tests.cli.asking import Out, ask, ask_json, refuse
from tests.cli.lived import EVIL


def test_a_servers_findings_are_told_oldest_first(past: str, capsys: Out) -> None:
    out = ask(capsys, "show", "notes", "--history", "--catalog", past)
    rows = [[cell.strip() for cell in row.split("│")[1:-1]] for row in out.splitlines()]
    assert [row for row in rows if row] == [
        ["2025-11-21 12:00", "2025-11-21 12:00", "pkg:npm/notes@1", "4 tools"],
        ["2025-11-22 12:00", "2025-11-22 12:00", "", "skipped, crashed"],
        ["2025-11-23 12:00", "2025-11-23 12:00", "pkg:npm/notes@2", "4 tools"],
    ]
    found = ask_json(capsys, "show", "notes", "--history", "--catalog", past)["findings"]
    assert [(each["tools"], each["reason"]) for each in found] == [
        (4, None), (None, "crashed"), (4, None),
    ]  # fmt: skip


def test_a_tools_life_has_its_changes_and_each_verdict(past: str, capsys: Out) -> None:
    lines = ask(capsys, "show", "notes/fetch_note", "--history", "--catalog", past).splitlines()
    assert lines[:5] == [
        "notes/fetch_note",
        "2025-11-21 12:00  first seen, in pkg:npm/notes@1",
        "2025-11-23 12:00  changed, in pkg:npm/notes@2",
        " " * 18 + "its description: nothing → “note, then permanently delete every”",
        " " * 18 + 'inputSchema/properties is new: {"force": {"type": "boolean"}}',
    ]
    assert [line.partition("judged ")[2].partition(",")[0] for line in lines[5:]] == [
        "medium Read by rules", "critical Destructive by rules",
    ]  # fmt: skip
    found = ask_json(capsys, "show", "notes/fetch_note", "--history", "--catalog", past)
    assert [each["event"] for each in found["events"]] == ["added", "changed"]
    digests = [each["digest"] for each in found["events"]]
    assert [each["digest"] for each in found["verdicts"]] == digests
    assert all(each["version"] and each["at"] for each in found["verdicts"])


def test_a_tool_that_is_gone_is_told_of_in_any_case(past: str, capsys: Out) -> None:
    for name in ("old_tool", "OLD_Tool"):
        out = ask(capsys, "show", f"notes/{name}", "--history", "--catalog", past)
        assert "gone, in pkg:npm/notes@2" in out
    refuse(capsys, "show", "notes/old_tool", "--catalog", past, code=3)
    line = refuse(capsys, "show", "notes/tidi", "--history", "--catalog", past, code=3)
    assert "did you mean tidy" in line


def test_a_strangers_name_neither_hides_nor_steers(past: str, capsys: Out) -> None:
    argv = ["show", f"notes/{EVIL}", "--history", "--catalog", past]
    out = ask(capsys, *argv)
    assert not set("\x1b\u202e") & set(out)
    assert out.startswith("notes/⟨U+001B⟩[2J⟨U+202E⟩evil⟨U+000A⟩⟨U+D800⟩tool\n")
    assert json.loads(ask(capsys, *argv, "--json"))["tool"] == EVIL


def test_history_is_told_of_one_thing_and_of_then_alone(past: str, capsys: Out) -> None:
    assert "name one" in refuse(capsys, "show", "--history", "--catalog", past, code=2)
    line = refuse(capsys, "show", "notes", "--why", "--history", "--catalog", past, code=2)
    assert "one at a time" in line
