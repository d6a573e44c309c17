"""A server and a tool are found as people call them; what is near is offered; all are listed."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from cli.steps.alike import alike
from tests.cli.asking import Out, ask, ask_json, refuse
from tests.cli.conftest import ABSENT, OFFICE

GIT = "modelcontextprotocol-server-git"
"""The slug of OFFICE, whose title is Git."""


@pytest.mark.parametrize("name", ["Git", "git", GIT.upper(), OFFICE.title(), OFFICE])
def test_a_server_is_found_by_slug_title_or_id_in_any_case(
    name: str, catalog: str, capsys: Out
) -> None:
    assert ask_json(capsys, "show", name, "--catalog", catalog)["server"] == GIT


@pytest.mark.parametrize("name", ["Git/create_note", f"{OFFICE}/CREATE_NOTE"])
def test_so_is_a_tool(name: str, catalog: str, capsys: Out) -> None:
    shown = ask_json(capsys, "show", name, "--catalog", catalog)
    assert shown["verdict"]["tool"] == "create_note"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        (OFFICE[:-1], GIT),
        ("filesytem", "modelcontextprotocol-server-filesystem"),
        ("aws", "awslabs-aws-documentation-mcp-server"),
        ("Exel/delete_sheet", "haris-musa-excel-mcp-server"),
        ("protocol sqlite", "modelcontextprotocol-server-sqlite"),
    ],
)
@pytest.mark.parametrize("command", ["show", "policy"])
def test_a_name_a_little_wrong_is_answered_with_the_right_one(
    command: str, name: str, meant: str, catalog: str, capsys: Out
) -> None:
    line = refuse(capsys, command, name, "--catalog", catalog, code=3)
    assert "did you mean" in line
    assert meant in line
    assert line.count(" or ") < 5


@pytest.mark.parametrize("command", ["show", "policy"])
def test_a_tool_a_little_wrong_likewise_and_the_server_is_named(
    command: str, catalog: str, capsys: Out
) -> None:
    line = refuse(capsys, command, "git/create_not", "--catalog", catalog, code=3)
    assert "did you mean create_note" in line
    line = refuse(capsys, command, "git/zzz", "--catalog", catalog, code=3)
    assert line == f"toolrisk: {GIT} has no tool 'zzz'; see `toolrisk show {GIT}`\n"


def test_a_name_like_none_is_answered_with_where_they_are_listed(catalog: str, capsys: Out) -> None:
    assert "`toolrisk show`" in refuse(capsys, "show", "zzzqqq", "--catalog", catalog, code=3)


def test_a_title_of_two_servers_is_no_name(catalog: str, tmp_path: Path, capsys: Out) -> None:
    twins = str(tmp_path / "twins.db")
    shutil.copy(catalog, twins)
    with sqlite3.connect(twins) as database:
        database.execute("update servers set title = 'Git' where title = 'Time'")
    database.close()
    line = refuse(capsys, "show", "git", "--catalog", twins, code=3)
    assert GIT in line
    assert "modelcontextprotocol-server-time" in line


def test_show_without_a_name_lists_every_server(catalog: str, capsys: Out) -> None:
    servers = ask_json(capsys, "show", "--catalog", catalog)["servers"]
    totals = ask_json(capsys, "stats", "--catalog", catalog)["totals"]
    assert len(servers) == totals["servers"]
    listed = {each["server"]: each for each in servers}
    git = listed[GIT]
    assert (git["tools"], git["abstained"], git["worst"]) == (7, 1, "critical")
    out = ask(capsys, "show", "--catalog", catalog)
    rows = {line.split()[1]: line for line in out.splitlines() if line.startswith("│")}
    assert set(rows) == set(listed)
    assert "│ Git " in rows[GIT]
    assert "7, 1 unsure" in rows[GIT]
    assert "skipped, crashed" in rows[ABSENT.replace("io.github.", "").replace("/", "-")]
    assert "not introspected yet" in rows["redis-mcp-redis"]


def test_why_is_told_of_every_tool_of_a_server(catalog: str, capsys: Out) -> None:
    out = ask(capsys, "show", "git", "--why", "--catalog", catalog)
    assert out.count("Evidence") == 7
    assert out.count("policy: ") == 7
    refuse(capsys, "show", "--why", "--catalog", catalog, code=2)


def test_a_servers_tools_are_shown_worst_first(catalog: str, capsys: Out) -> None:
    tools = ask_json(capsys, "show", "git", "--catalog", catalog)["tools"]
    order = ["critical", "high", "medium", "low"]
    ranks = [order.index(each["risk"]) for each in tools]
    assert ranks == sorted(ranks)
    assert tools[0]["category"] == "Financial"


def test_what_is_spelled_nearly_so_comes_before_what_has_the_words() -> None:
    spelled = [("a list of notes", "words"), ("liste", "near"), ("other", "neither")]
    assert alike("List", spelled) == ("near", "words")
    assert alike("", spelled) == ()
    assert len(alike("x", [(f"x {n}", str(n)) for n in range(9)])) == 5
