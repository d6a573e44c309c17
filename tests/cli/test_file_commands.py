"""Commands that read a file of tools or labels: nothing of it is lost unsaid."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.asking import Out, ask, ask_json, refuse


def test_evaluate_measures_against_labels(capsys: Out) -> None:
    rows = [
        {"tool": {"name": "list_notes", "description": "List all notes."}, "category": "Read"},
        {"tool": {"name": "delete_note", "description": "Delete a note."}, "category": "Read"},
    ]
    Path("labels.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = ask_json(capsys, "evaluate", "labels.jsonl")
    assert found["accuracy"]["value"] == 0.5
    assert found["reads_flagged"]["of"] == 2


def test_a_file_of_tools_is_judged_line_by_line(capsys: Out) -> None:
    rows = [{"server": {"title": "S"}, "tool": {"name": name}} for name in ("get_a", "delete_b")]
    Path("tools.jsonl").write_text("\n".join(map(json.dumps, rows)))
    lines = ask(capsys, "classify", "--file", "tools.jsonl", "--json").splitlines()
    judged = [json.loads(line) for line in lines]
    assert [each["tool"] for each in judged] == ["get_a", "delete_b"]
    assert {each["schema_version"] for each in judged} == {1}
    assert judged[1]["category"] == "Destructive"


def test_an_entry_that_is_no_tool_is_told_and_the_rest_is_judged(capsys: Out) -> None:
    Path("tools.json").write_text(json.dumps([7, {"name": "get_a"}]))
    assert main(["classify", "--file", "tools.json", "--json"]) == 4
    captured = capsys.readouterr()
    assert captured.err == "toolrisk: tools.json[0] is a number, not an object; left out\n"
    assert len(captured.out.splitlines()) == 1


def test_a_file_of_tools_becomes_a_policy(capsys: Out) -> None:
    Path("tools.json").write_text(json.dumps({"tools": [{"name": "get_a"}, {"name": "drop_b"}]}))
    document = json.loads(ask(capsys, "policy", "--file", "tools.json"))
    assert document["tools"] == {"get_a": {}}
    assert document["hide"] == ["drop_b"]


def test_servers_of_a_file_cannot_choose_where_their_policies_go(
    tmp_path: Path, capsys: Out
) -> None:
    titles = ("../../outside", "other")
    rows = [{"server": {"title": title}, "tool": {"name": "get_a"}} for title in titles]
    Path("tools.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ask(capsys, "policy", "--file", "tools.jsonl", "-o", "out")
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_name_cannot_look_like_a_line_of_ours(capsys: Out) -> None:
    forged = "x\nlow      Read        delete_all\r\n\x1b[1A"
    Path("tools.json").write_text(json.dumps([{"name": forged, "description": f"Delete {forged}"}]))
    lines = ask(capsys, "classify", "--file", "tools.json").splitlines()
    assert [line for line in lines if not line.startswith(" ")] == lines[:1]
    assert lines[0].endswith("x⟨U+000A⟩low      Read        delete_all⟨U+000A⟩⟨U+001B⟩[1A")


def test_a_name_takes_no_more_room_than_a_reader_has(capsys: Out) -> None:
    Path("tools.json").write_text(json.dumps([{"name": "delete_" * 20_000}]))
    out = ask(capsys, "classify", "--file", "tools.json")
    assert len(out) < 2_000
    assert "140,000 characters in all" in out


TWO = "\n".join(
    json.dumps({"server": {"title": title}, "tool": {"name": "get_a"}}) for title in ("one", "two")
)


def test_several_policies_want_a_folder(capsys: Out) -> None:
    Path("tools.jsonl").write_text(TWO)
    assert "-o DIR" in refuse(capsys, "policy", "--file", "tools.jsonl", code=2)
    policies = ask_json(capsys, "policy", "--file", "tools.jsonl")["policies"]
    assert [each["server"] for each in policies] == ["one", "two"]


def test_tools_that_name_no_server_have_none(tmp_path: Path, capsys: Out) -> None:
    Path("tools.json").write_text(json.dumps([{"name": "get_a"}]))
    (policy,) = ask_json(capsys, "policy", "--file", "tools.json")["policies"]
    assert policy["server"] == ""
    (tmp_path / "out").mkdir()
    ask(capsys, "policy", "--file", "tools.json", "-o", "out")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["tools.json"]


def test_verdicts_keep_the_order_of_the_file_and_are_summed_up(capsys: Out) -> None:
    tools = [{"name": name} for name in ("list_notes", "delete_notes", "frobnicate", "drop_notes")]
    Path("tools.json").write_text(json.dumps(tools))
    assert main(["classify", "--file", "tools.json"]) == 0
    captured = capsys.readouterr()
    headlines = [line for line in captured.out.splitlines() if not line.startswith(" ")]
    assert [line.split()[2] for line in headlines] == [each["name"] for each in tools]
    assert main(["classify", "--file", "tools.json", "--json"]) == 0
    as_json = capsys.readouterr()
    judged = [json.loads(line) for line in as_json.out.splitlines()]
    risks = Counter(each["risk"] for each in judged)
    worst_first = ("critical", "high", "medium", "low")
    said = ", ".join(f"{risks[risk]} {risk}" for risk in worst_first if risks[risk])
    unsure = sum(each["abstained"] for each in judged)
    assert unsure > 0
    assert captured.err == f"4 tools: {said}; {unsure} unsure.\n"
    assert as_json.err == ""


@pytest.mark.parametrize("command", ["classify", "policy"])
def test_a_file_without_its_option_is_answered_with_the_option(command: str, capsys: Out) -> None:
    Path("tools.json").write_text("[]")
    assert "--file tools.json" in refuse(capsys, command, "tools.json", code=2)


def test_a_file_that_a_server_of_the_catalog_is_called_like_is_no_matter(
    catalog: str, capsys: Out
) -> None:
    Path("git").touch()
    assert '"version"' in ask(capsys, "policy", "git", "--catalog", catalog)
