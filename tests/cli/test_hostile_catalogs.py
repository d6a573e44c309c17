"""Every command on what is no catalog: one line that names it, exit 1, and nothing altered."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out, ask_json, refuse

PLACE = Path("there.db")
READERS = [
    ["stats"],
    ["show"],
    ["show", "server/tool"],
    ["classify"],
    ["publish"],
    ["policy", "server"],
    ["diff"],
    ["prune", "--older-than", "90d"],
    ["introspect", "--quiet", "--sandbox", "none"],
]
WRITERS = [["crawl", "starter"], ["run", "starter", "--quiet", "--sandbox", "none"]]


def anothers() -> None:
    """Another program's database."""
    with sqlite3.connect(PLACE) as database:
        database.execute("create table bookmarks (url)")
    database.close()


NO_CATALOGS: dict[str, Callable[[], object]] = {
    "directory": PLACE.mkdir,
    "text": lambda: PLACE.write_text("Dear diary"),
    "bytes": lambda: PLACE.write_bytes(bytes(range(256))),
    "another's": anothers,
    "loop": lambda: PLACE.symlink_to(PLACE),
    "dangling": lambda: PLACE.symlink_to("none/x.db"),
    "pipe": lambda: os.mkfifo(PLACE),
}


def here() -> set[str]:
    return {each.name for each in Path().iterdir()}


def content() -> bytes | None:
    return PLACE.read_bytes() if PLACE.is_file() else None


@pytest.mark.parametrize("kind", NO_CATALOGS)
def test_what_is_no_catalog_is_named_and_left_as_it_is(kind: str, capsys: Out) -> None:
    NO_CATALOGS[kind]()
    before = content()
    for command in (*READERS, *WRITERS):
        line = refuse(capsys, *command, "--catalog", str(PLACE), code=1)
        assert line.startswith("toolrisk: catalog there.db: ")
    found = ask_json(capsys, "doctor", "--catalog", str(PLACE), code=1)["checks"]
    assert [each["fine"] for each in found if each["name"] == "catalog"] == [False]
    assert content() == before
    assert here() == {str(PLACE)}


@pytest.mark.parametrize(
    "location",
    ["", ":memory:", "none/x.db", "postgresl://u:hush@h/d", "file:x.db", "x" * 5_000, "\udcff"],
)
def test_a_place_where_no_catalog_can_be_is_named_and_nothing_is_made(
    location: str, capsys: Out
) -> None:
    for command in (*READERS, *WRITERS):
        line = refuse(capsys, *command, "--catalog", location, code=1)
        assert line.startswith("toolrisk: catalog ")
        assert "hush" not in line
    ask_json(capsys, "doctor", "--catalog", location, code=1)
    assert here() == set()


@pytest.mark.parametrize("command", READERS)
def test_a_reader_makes_no_catalog_of_a_missing_or_an_empty_file(
    command: list[str], capsys: Out
) -> None:
    assert "there is none" in refuse(capsys, *command, "--catalog", "none.db", code=1)
    PLACE.touch()
    assert "is empty" in refuse(capsys, *command, "--catalog", str(PLACE), code=1)
    assert PLACE.read_bytes() == b""
    assert here() == {str(PLACE)}


@pytest.mark.parametrize("name", ["a b\nc.db", "a?b#c%20&d=e.db", "\x1b[31m.db", "ö\u202e.db", "-"])
def test_a_catalog_may_have_any_name(name: str, catalog: str, capsys: Out) -> None:
    Path(name).write_bytes(Path(catalog).read_bytes())
    totals = ask_json(capsys, "stats", "--catalog", name)["totals"]
    assert totals["tools"] == 7
    assert main(["publish", "--catalog", name, "--reports", "site"]) == 0
    assert main(["doctor", "--catalog", name]) == 0
    said = capsys.readouterr()
    assert not {"\x1b", "\u202e"} & set(said.out + said.err)
    refused = refuse(capsys, "show", "nope", "--catalog", name, code=3)
    assert json.dumps("nope").replace('"', "'") in refused
    assert here() == {name, "site"}
