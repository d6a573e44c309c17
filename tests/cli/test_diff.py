"""`diff` tells what changed in servers' tools, the risks that grew first, in words and in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.cli.asking import Out, ask, refuse
from tests.cli.lived import EVIL


def events(capsys: Out, *argv: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in ask(capsys, "diff", *argv, "--json").splitlines()]
    assert {each["schema_version"] for each in found} <= {1}
    return found


def test_what_changed_since_the_list_before_the_last_is_told_risks_first(
    past: str, capsys: Out
) -> None:
    out = ask(capsys, "diff", "--catalog", past)
    titles = ["Risk raised: 1 tool", "Added: 1 tool", "Changed: 1 tool", "Risk lowered: 1 tool",
              "Removed: 1 tool"]  # fmt: skip
    assert [line for line in out.splitlines() if line in titles] == titles
    raised = out.splitlines()[1:6]
    assert raised[0] == "critical Destructive notes/fetch_note (was medium Read)"
    assert raised[1].endswith("2025-11-21 12:00 → 2025-11-23 12:00 UTC, pkg:npm/notes@1 → "
                              "pkg:npm/notes@2")  # fmt: skip
    assert raised[2].strip() == ("its description: nothing → “note, then permanently delete every”")
    assert raised[3].strip() == ('inputSchema/properties is new: {"force": {"type": "boolean"}}')


def test_what_strangers_wrote_can_neither_hide_nor_steer(past: str, capsys: Out) -> None:
    out = ask(capsys, "diff", "--catalog", past)
    assert not set("\x1b\u202e\t") & set(out)
    assert "notes/⟨U+001B⟩[2J⟨U+202E⟩evil⟨U+000A⟩⟨U+D800⟩tool" in out
    found = events(capsys, "--catalog", past)
    assert EVIL in {each["tool"] for each in found}


@pytest.mark.parametrize("columns", ["40", "60"])
def test_it_is_folded_to_the_terminal(
    columns: str, past: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    rows = ask(capsys, "diff", "--catalog", past).splitlines()
    below = [row for row in rows if row.startswith(" " * 9)]
    assert max(map(len, below)) <= int(columns)
    assert [row for row in rows if row != row.rstrip()] == []


def test_json_has_an_event_a_line_sorted_with_all_that_differs(past: str, capsys: Out) -> None:
    found = events(capsys, "--catalog", past)
    names = [each["tool"] for each in found]
    assert names == sorted(names)
    assert [each["event"] for each in found] == [
        "changed", "changed", "added", "removed", "changed",
    ]  # fmt: skip
    (grave,) = (each for each in found if each["tool"] == "fetch_note")
    assert (grave["server"], grave["risk"]) == ("notes", "raised")
    assert grave["before"]["risk"] == "medium"
    assert grave["after"]["category"] == "Destructive"
    assert grave["until"]["package"] == "pkg:npm/notes@2"
    assert grave["changes"] == [
        {
            "path": "description", "kind": "changed", "before": "Read one note.",
            "after": "Read one note, then permanently delete every note.",
        },
        {
            "path": "inputSchema/properties", "kind": "added", "before": None,
            "after": {"force": {"type": "boolean"}},
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "count"),
    [
        ([], 5),
        (["notes"], 5),
        (["calm"], 0),
        (["calm", "Notes"], 5),
        (["--since", "2025-11-21"], 5),
        (["--since", "2025-11-21T12:00Z"], 5),
        (["--since", "2025-11-22T12:00"], 5),
        (["--since", "2025-11-23T12:00"], 0),
        (["--since", "2025-11-20", "--until", "2025-11-22"], 5),
        (["--until", "2025-11-22"], 0),
    ],
)
def test_times_and_servers_say_what_is_compared(
    argv: list[str], count: int, past: str, capsys: Out
) -> None:
    assert len(events(capsys, *argv, "--catalog", past)) == count


def test_that_nothing_changed_is_said_on_stderr(past: str, capsys: Out) -> None:
    argv = ["diff", "calm", "--catalog", past]
    assert main(argv) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err[:19]) == ("", "Nothing has changed")
    assert main([*argv, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_what_is_not_there_or_no_time_is_one_clear_line(past: str, capsys: Out) -> None:
    assert "did you mean notes" in refuse(capsys, "diff", "note", "--catalog", past, code=3)
    for option in ("--since", "--until"):
        for when in ("yesterday", "7", "", "999999w", "2025-13-01", "0001-01-01T00:00+23:00"):
            line = refuse(capsys, "diff", option, when, "--catalog", past, code=2)
            assert f"{option}: {when!r} is no time; give an age" in line
    line = refuse(capsys, "diff", "--since", "1h", "--until", "2d", "--catalog", past, code=2)
    assert "--since is later than --until" in line
    assert not Path("catalog.db").exists()
