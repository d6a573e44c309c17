"""What commands say of tools that were read from source."""

import pytest

from catalog.model.snapshot import Skipped
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.taxonomy import Reason
from cli.main import main
from cli.steps.introspect import skip_of
from cli.steps.outcome import Introspections
from tests.cli.asking import Out, ask, ask_json
from tests.cli.conftest import ABSENT, introspected


def a_tool(name: str, description: str) -> Tool:
    tool = read_tool({"name": name, "description": description, "inputSchema": {}})
    assert isinstance(tool, Tool)
    return tool


SKIPPED = Skipped(
    reason=Reason.CRASHED,
    detail="exit code 1",
    unverified=(a_tool("get_time", "Gets the time."), a_tool("delete_all", "Deletes all files.")),
)


@pytest.fixture(scope="module")
def unstartable(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a catalog with one server that was tried, and crashed."""
    location = str(tmp_path_factory.mktemp("unverified") / "catalog.db")
    assert main(["crawl", "starter", "--catalog", location, "--quiet"]) == 0
    introspected(location, ABSENT, SKIPPED)
    assert main(["classify", "--catalog", location, "--quiet"]) == 0
    return location


def test_show_marks_them(unstartable: str, capsys: Out) -> None:
    server = ask(capsys, "show", ABSENT, "--catalog", unstartable)
    assert "skipped, crashed: exit code 1" in server
    assert "2 tools read from source, unverified" in server
    assert "Destructive (unverified)" in server
    assert "it may offer others" in server
    tool = ask(capsys, "show", f"{ABSENT}/get_time", "--catalog", unstartable)
    assert tool.startswith("unverified: read from source")
    assert "policy: ask." in tool
    assert "2 unverified" in ask(capsys, "show", "--catalog", unstartable)


def test_so_does_json(unstartable: str, capsys: Out) -> None:
    server = ask_json(capsys, "show", ABSENT, "--catalog", unstartable)
    assert [(each["tool"], each["unverified"]) for each in server["tools"]] == [
        ("delete_all", True),
        ("get_time", True),
    ]
    tool = ask_json(capsys, "show", f"{ABSENT}/get_time", "--catalog", unstartable)
    assert (tool["unverified"], tool["verdict"]["unverified"]) == (True, True)
    assert tool["rule"]["action"] == "ask"
    listed = ask_json(capsys, "show", "--catalog", unstartable)["servers"]
    assert [each["tools"] for each in listed if each["unverified"]] == [2]


def test_stats_count_them_apart(unstartable: str, capsys: Out) -> None:
    found = ask_json(capsys, "stats", "--catalog", unstartable)
    assert (found["totals"]["tools"], found["totals"]["unverified"]) == (0, 2)
    assert found["riskiest"] == []
    said = ask(capsys, "stats", "--catalog", unstartable)
    assert "2 tools read from source, unverified, in none of these counts." in said


def test_a_run_counts_their_server_as_skipped() -> None:
    skip = skip_of(ABSENT, SKIPPED)
    report = Introspections(introspected=0, skipped=(skip,), unchanged=0)
    assert (skip.unverified, report.exit_code) == (2, 4)


def test_what_is_seen_has_no_mark(catalog: str, capsys: Out) -> None:
    assert "unverified" not in ask(capsys, "stats", "--catalog", catalog)
