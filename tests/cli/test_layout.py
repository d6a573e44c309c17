"""What stands on terminals and in pipes of every width: whole names, whole words, no bars left."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.asking import Out, ask
from tests.cli.terminal import on_terminal

NAME = "remove_every_file_of_the_workspace_and_the_history_of_each_without_asking"
LONG = [{"name": NAME, "description": "Permanently delete every file and all of its history."}]
GIT = "modelcontextprotocol-server-git"
HEADLINE = re.compile("(low|medium|high|critical) +[A-Z]")
"""A verdict's first line, which is left whole so that its name can be copied."""


@pytest.fixture
def tools() -> str:
    Path("tools.json").write_text(json.dumps(LONG))
    return "tools.json"


def cells(out: str, column: int) -> str:
    """All that stands in one column of the tables, rows put together."""
    rows = [line.split("│") for line in out.splitlines() if line.startswith("│")]
    return "".join(row[column + 1].strip() for row in rows)


@pytest.mark.parametrize("columns", [1, 60, 100])
def test_names_are_folded_and_never_cut(
    columns: int, catalog: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    servers = ask(capsys, "show", "--catalog", catalog)
    assert GIT in cells(servers, 0)
    shown = ask(capsys, "show", "git", "--catalog", catalog)
    assert "run_shell_command" in cells(shown, 2)
    for out in (servers, shown):
        assert "…" not in out
        assert max(map(len, out.splitlines())) <= max(columns, 40)


@pytest.mark.parametrize("columns", ["", "60", "0", "x"])
@pytest.mark.parametrize(
    "words",
    ["show", "show git --why", "show redis", "stats", "doctor", "classify --file tools.json"],
)
def test_what_is_piped_has_no_trailing_blanks_and_keeps_to_its_columns(
    words: str, columns: str, catalog: str, tools: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    argv = words.split() if "--file" in words else [*words.split(), "--catalog", catalog]
    lines = ask(capsys, *argv).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert [line for line in lines if line.startswith("│") and len(line) > 160] == []
    if columns == "60":
        assert [line for line in lines if len(line) > 60 and not HEADLINE.match(line)] == []


def test_a_sentence_in_a_pipe_stays_one_line(tools: str, capsys: Out) -> None:
    headline, rationale = ask(capsys, "classify", "--file", tools).splitlines()
    assert headline.endswith(NAME)
    assert len(rationale) > 80


def test_words_stay_whole_and_stand_in(catalog: str) -> None:
    rows = on_terminal(60, "show", "git/pay_invoice", "--why", "--catalog", catalog)
    policy = next(at for at, row in enumerate(rows) if "policy: deny." in row)
    assert rows[policy].startswith(" " * 9)
    assert rows[policy + 1].startswith(" " * 9)
    words = set(re.findall(r"\w+", " ".join(rows)))
    assert {"Evidence", "Opinions", "invoice", "commits", "approval"} <= words
    assert max(map(len, rows)) <= 60


def test_nothing_of_a_bar_stays_on_the_terminal(tools: str, catalog: str) -> None:
    rows = on_terminal(60, "classify", "--file", tools)
    assert rows[0].startswith("critical Destructive")
    assert [row for row in rows if "0:00" in row or "━" in row] == []
    assert rows[-2:] == ["1 tool: 1 critical.", ""]
    rows = on_terminal(60, "classify", "--catalog", catalog)
    assert rows[0] == "0 new verdicts, 7 unchanged, 1 of all unsure."
    assert [row for row in rows if "0:00" in row or "━" in row] == []


def test_the_rationale_is_wrapped_below_its_headline(tools: str) -> None:
    rows = on_terminal(60, "classify", "--file", tools)
    below = rows[2:-2]
    assert len(below) > 1
    assert all(row.startswith(" " * 9) and len(row) <= 60 for row in below)
