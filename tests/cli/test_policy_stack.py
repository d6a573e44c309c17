"""`policy --stack`: all servers of a client's configuration at once, asked or looked up."""

import json
from pathlib import Path

import pytest

from catalog.store import snapshots
from catalog.store.catalog import open_catalog
from cli.main import main
from tests.catalog.store.store_values import keep_server, snapshot, tool
from tests.cli.asking import Out, ask, refuse
from tests.cli.checking import (
    SECRET,
    _home,  # noqa: F401 - a fixture
    config,
    house,  # noqa: F401 - a fixture
    listed,
    uvx,
)

BARE = ("--sandbox", "none", "--quiet")


def test_the_servers_of_a_client_are_asked_and_ruled_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    path = config(tmp_path / ".mcp.json", notes=uvx("office", KEY=SECRET), broken=uvx("crashes"))
    call = ("policy", "--stack", path, "--target", "claude-code", *BARE)
    ask(capsys, *call, "-o", ".claude/settings.json", code=4)
    text = (tmp_path / ".claude/settings.json").read_text()
    permissions = json.loads(text)["permissions"]
    assert "mcp__notes__delete_all_notes" in permissions["deny"]
    assert "broken" not in text
    assert SECRET not in text
    verified = ask(capsys, *call, "--verify", ".claude/settings.json", code=4)
    assert verified == ""


def test_a_server_that_is_not_known_is_told(tmp_path: Path, capsys: Out) -> None:
    path = config(tmp_path / "mcp.json", broken=uvx("crashes"))
    assert "no server whose tools are known" in _last(capsys, "policy", "--stack", path, *BARE)


def test_offline_the_catalog_is_asked(tmp_path: Path, capsys: Out) -> None:
    with open_catalog(str(tmp_path / "catalog.db")) as store:
        keep_server(store)
        snapshots.keep(
            store, snapshot("io.example/notes", tool("delete_note"), package="pkg:npm/notes@1.0.0")
        )
    path = config(tmp_path / "mcp.json", mine={"command": "npx", "args": ["-y", "notes"]})
    call = ("policy", "--stack", path, "--offline", "--catalog", str(tmp_path / "catalog.db"))
    document = json.loads(ask(capsys, *call, "--quiet"))
    assert document["hide"] == ["delete_note"]
    other = config(tmp_path / "other.json", mine={"command": "npx", "args": ["-y", "other"]})
    call = ("policy", "--stack", other, "--offline", "--catalog", str(tmp_path / "catalog.db"))
    assert "no server whose tools are known" in _last(capsys, *call, "--quiet")


def test_a_saved_list_stands_in_for_a_start(tmp_path: Path, capsys: Out) -> None:
    path = config(tmp_path / "mcp.json", mine={"command": "nowhere"})
    saved = listed(tmp_path / "saved.json", "delete_note")
    call = ("policy", "--stack", path, "--tools", f"mine={saved}")
    assert json.loads(ask(capsys, *call, *BARE))["hide"] == ["delete_note"]
    assert "no server is called 'his'" in refuse(
        capsys, "policy", "--stack", path, "--tools", f"his={saved}", *BARE, code=2
    )
    assert "--env" in refuse(capsys, *call, "--offline", "--env", "mine:KEY", *BARE, code=2)


def test_one_kind_of_source_is_named(tmp_path: Path, capsys: Out) -> None:
    path = config(tmp_path / "mcp.json", notes=uvx("office"))
    assert "--stack" in refuse(capsys, "policy", "s", "--stack", path, code=2)
    assert "is no file" in refuse(capsys, "policy", "--stack", "nowhere.json", code=2)


def _last(capsys: Out, *argv: str) -> str:
    assert main(argv) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    return said[-1]
