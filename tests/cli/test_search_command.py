"""`search` finds what the site's page finds, and says how to go on."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.asking import Out, ask, ask_json, refuse

GIT = "modelcontextprotocol-server-git"


def names(capsys: Out, catalog: str, *words: str) -> list[str]:
    found = ask_json(capsys, "search", *words, "--catalog", catalog)["found"]
    return [each["named"] for each in found]


@pytest.mark.parametrize(
    "words",
    [
        ["create_note"],
        ["createNote"],
        ["CREATE", "no"],
        ["createno"],
        ["server:git", "create_n"],
        ["category:write", "create", "note"],
    ],
)
def test_a_tool_is_found_by_its_name(words: list[str], catalog: str, capsys: Out) -> None:
    assert names(capsys, catalog, *words)[0] == f"{GIT}/create_note"


def test_what_is_named_can_be_shown(catalog: str, capsys: Out) -> None:
    for named in names(capsys, catalog, "risk:critical"):
        shown = ask_json(capsys, "show", named, "--catalog", catalog)
        assert shown["verdict"]["risk"] == "critical"


def test_a_server_is_found_by_its_title(catalog: str, capsys: Out) -> None:
    assert names(capsys, catalog, "git")[0] == GIT


def test_a_limit_tells_how_many_there_are(catalog: str, capsys: Out) -> None:
    total = ask_json(capsys, "search", "server:git", "--catalog", catalog)["total"]
    assert total > 2
    out = ask(capsys, "search", "server:git", "--limit", "2", "--catalog", catalog)
    assert out.startswith(f"The best 2 of {total}\n")
    asked = ("search", "server:git", "--limit", "2", "--catalog", catalog)
    assert len(ask_json(capsys, *asked)["found"]) == 2


@pytest.mark.parametrize("words", [["zzz"], ["!?"], ["risk:"], ["git", "zzz"], ["%"], ["_"]])
def test_nothing_found_is_said(words: list[str], catalog: str, capsys: Out) -> None:
    line = refuse(capsys, "search", *words, "--catalog", catalog, code=3)
    assert "nothing in" in line
    assert "fewer words" in line


def test_words_are_wanted(catalog: str, capsys: Out) -> None:
    refuse(capsys, "search", "--catalog", catalog, code=2)


def test_pages_that_an_older_version_wrote_are_not_nothing(
    catalog: str, tmp_path: Path, capsys: Out
) -> None:
    """They have no cards, in which one could search."""
    old = str(shutil.copy(catalog, tmp_path / "old.db"))
    with sqlite3.connect(old) as database:
        database.execute("UPDATE pages SET card = NULL")
    database.close()
    line = refuse(capsys, "search", "zzz", "--catalog", old, code=1)
    assert "write it anew with: toolrisk classify" in line
