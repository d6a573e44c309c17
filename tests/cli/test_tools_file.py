"""The three forms of a file of tools, and what is wrong with some of them."""

import json
from pathlib import Path

import pytest

from catalog.model.tool import Malformed, Tool
from cli.tool_entry import Entry
from cli.tools_file import read_file

TOOLS = [{"name": "b", "description": "Get b."}, {"name": "a"}]


def entries(folder: Path, content: str | bytes) -> list[Entry]:
    file = folder / "tools.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(str(file)))


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"tools": TOOLS}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "result": {"tools": TOOLS}}),
        json.dumps(TOOLS),
        json.dumps(TOOLS, indent=2),
        "\n".join(json.dumps({"server": {"title": "S"}, "tool": tool}) for tool in TOOLS),
    ],
    ids=["result", "answer", "array", "indented", "lines"],
)
def test_every_form_gives_the_tools_in_order(tmp_path: Path, content: str) -> None:
    found = [each.tool for each in entries(tmp_path, content)]
    assert [each.name for each in found if isinstance(each, Tool)] == ["b", "a"]


def test_lines_bring_their_server_as_context(tmp_path: Path) -> None:
    row = {"server": {"title": "S", "description": "does s"}, "tool": {"name": "t"}}
    (entry,) = entries(tmp_path, json.dumps(row))
    assert (entry.server, entry.context.title, entry.context.description) == ("S", "S", "does s")


def test_only_a_tool_without_description_sees_its_siblings(tmp_path: Path) -> None:
    described, undescribed = entries(tmp_path, json.dumps(TOOLS))
    assert described.context.siblings == ()
    assert undescribed.context.siblings == ("a", "b")


def test_a_bad_line_is_named_and_loses_no_neighbour(tmp_path: Path) -> None:
    good = json.dumps({"server": {}, "tool": {"name": "t"}})
    found = entries(tmp_path, f"{good}\nnot json\n\n7\n{good}\n")
    assert [isinstance(each.tool, Malformed) for each in found] == [False, True, True, False]
    assert found[1].place.endswith("tools.json:2")


def test_a_bad_first_line_loses_no_neighbour(tmp_path: Path) -> None:
    found = entries(tmp_path, '{"half\n' + json.dumps({"tool": {"name": "t"}}))
    assert [isinstance(each.tool, Malformed) for each in found] == [True, False]
