"""Every command on a catalog with a real server's tools: what it prints, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.cli.conftest import ABSENT, OFFICE

Out = pytest.CaptureFixture[str]


def ask(capsys: Out, *argv: str, code: int = 0) -> str:
    """What the command prints on stdout."""
    assert main(argv) == code
    return capsys.readouterr().out


def ask_json(capsys: Out, *argv: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(ask(capsys, *argv, "--json"))
    assert answer["schema_version"] == 1
    return answer


def refuse(capsys: Out, *argv: str, code: int) -> str:
    """The one line on stderr of a command that cannot do what it was asked for."""
    assert main(argv) == code
    captured = capsys.readouterr()
    assert captured.err.startswith("toolrisk: ")
    assert captured.err.count("\n") == 1
    return captured.err


def test_a_second_crawl_finds_nothing_new(catalog: str, capsys: Out) -> None:
    again = ask_json(capsys, "crawl", "starter", "--catalog", catalog)
    assert again["rejected"] == 0
    assert again["failed"] == []


def test_a_second_classification_judges_nothing_anew(catalog: str, capsys: Out) -> None:
    again = ask_json(capsys, "classify", "--catalog", catalog)
    assert (again["classified"], again["unchanged"]) == (0, 7)


def test_stats_counts_every_category_and_skip(catalog: str, capsys: Out) -> None:
    found = ask_json(capsys, "stats", "--catalog", catalog)
    assert found["totals"]["tools"] == 7
    assert min(found["totals"]["by_category"].values()) >= 1
    assert found["totals"]["skipped"] == {"crashed": 1}
    assert found["riskiest"][0]["risk"] == "critical"


@pytest.mark.parametrize(
    ("tool", "category", "risk", "action"),
    [
        ("list_notes", "Read", None, "allow"),
        ("create_note", "Write", "medium", "limit"),
        ("run_shell_command", "Execute", "critical", "limit"),
        ("delete_all_notes", "Destructive", "critical", "hide"),
        ("pay_invoice", "Financial", "critical", "deny"),
    ],
)
def test_show_answers_risk_why_and_policy(
    catalog: str, capsys: Out, tool: str, category: str, risk: str | None, action: str
) -> None:
    found = ask_json(capsys, "show", f"{OFFICE}/{tool}", "--catalog", catalog)
    verdict = found["verdict"]
    assert verdict["category"] == category
    assert risk is None or verdict["risk"] == risk
    assert found["rule"]["action"] == action
    assert verdict["rationale"]
    assert all(each["quote"] for each in verdict["evidence"])


def test_a_tool_that_tells_nothing_never_reads_as_safe(catalog: str, capsys: Out) -> None:
    found = ask_json(capsys, "show", f"{OFFICE}/frobnicate", "--catalog", catalog)
    assert found["verdict"]["abstained"]
    assert found["verdict"]["risk"] != "low"
    assert found["rule"]["action"] == "ask"


def test_why_tells_the_whole_story(catalog: str, capsys: Out) -> None:
    out = ask(capsys, "show", f"{OFFICE}/pay_invoice", "--why", "--catalog", catalog)
    for word in ("critical", "Financial", "Pay an open invoice", "Evidence", "Opinions", "sha256:"):
        assert word in out


def test_a_skipped_server_is_shown_with_its_reason(catalog: str, capsys: Out) -> None:
    out = ask(capsys, "show", ABSENT, "--catalog", catalog)
    assert "skipped, crashed: exit code 1" in out


def test_no_escape_sequence_of_a_stranger_reaches_the_terminal(catalog: str, capsys: Out) -> None:
    shown = [
        ask(capsys, *argv, "--catalog", catalog)
        for argv in (["show", ABSENT], ["show", OFFICE], ["stats"])
    ]
    assert "\x1b[31m" not in "".join(shown)
    assert "⟨U+001B⟩" in shown[0]


def test_a_name_a_little_wrong_is_answered_with_the_right_one(catalog: str, capsys: Out) -> None:
    line = refuse(capsys, "show", OFFICE[:-1], "--catalog", catalog, code=3)
    assert f"did you mean {OFFICE}" in line
    line = refuse(capsys, "show", f"{OFFICE}/nope", "--catalog", catalog, code=3)
    assert "has no tool 'nope'" in line


def test_policy_of_a_server_denies_what_it_does_not_name(catalog: str, capsys: Out) -> None:
    document = json.loads(ask(capsys, "policy", OFFICE, "--catalog", catalog))
    assert document["default"] == "deny"
    assert document["hide"] == ["delete_all_notes"]
    assert document["tools"]["list_notes"] == {}
    assert document["tools"]["create_note"]["limits"][0]["max"] == 30


def test_policy_of_one_tool_names_it_alone(catalog: str, capsys: Out) -> None:
    document = json.loads(ask(capsys, "policy", f"{OFFICE}/create_note", "--catalog", catalog))
    assert list(document["tools"]) == ["create_note"]
    assert "hide" not in document


def test_policies_go_where_they_are_sent(catalog: str, tmp_path: Path, capsys: Out) -> None:
    ask(capsys, "policy", OFFICE, "--catalog", catalog, "-o", "one.json")
    assert json.loads((tmp_path / "one.json").read_text())["version"] == "1"
    (tmp_path / "file").touch()
    refuse(capsys, "policy", OFFICE, "--catalog", catalog, "-o", "file/one.json", code=1)


def test_policy_wants_to_know_what_for(catalog: str, capsys: Out) -> None:
    refuse(capsys, "policy", "--catalog", catalog, code=2)
    refuse(capsys, "policy", OFFICE, "--target", "nope", "--catalog", catalog, code=3)


def test_publish_leaves_a_site_and_a_second_one_writes_nothing(catalog: str, capsys: Out) -> None:
    first = ask_json(capsys, "publish", "--catalog", catalog, "--reports", "site")
    assert first["written"] > 0
    assert "toolrisk" in Path("site/index.html").read_text("utf-8")
    again = ask_json(capsys, "publish", "--catalog", catalog, "--reports", "site")
    assert (again["written"], again["unchanged"]) == (0, first["written"])


def test_reports_into_a_file_is_one_clear_line(catalog: str, capsys: Out) -> None:
    Path("file").touch()
    assert "--reports" in refuse(
        capsys, "publish", "--catalog", catalog, "--reports", "file", code=1
    )


@pytest.mark.parametrize("command", ["stats", "publish", "classify", "introspect"])
def test_a_catalog_that_is_not_there_is_one_clear_line(command: str, capsys: Out) -> None:
    assert "none.db" in refuse(capsys, command, "--catalog", "none.db", code=1)
    assert not Path("none.db").exists()


def test_an_unknown_registry_is_answered_with_the_known(capsys: Out) -> None:
    assert "starter" in refuse(capsys, "crawl", "nope", code=3)


def test_doctor_tells_the_cure_of_what_is_missing(catalog: str, capsys: Out) -> None:
    found = ask_json(capsys, "doctor", "--catalog", catalog)
    checks = {each["name"]: each for each in found["checks"]}
    assert {"sandbox", "npm servers", "model", "catalog"} <= set(checks)
    assert "OPENAI_API_KEY" in checks["model"]["cure"]
    assert all(each["fine"] or each["cure"] for each in checks.values())


def test_an_unknown_sandbox_is_a_matter_of_words(capsys: Out) -> None:
    assert "bubblewrap or none" in refuse(capsys, "run", "--sandbox", "nope", code=2)


def test_evaluate_measures_against_labels(capsys: Out) -> None:
    rows = [
        {"tool": {"name": "list_notes", "description": "List all notes."}, "category": "Read"},
        {"tool": {"name": "delete_note", "description": "Delete a note."}, "category": "Read"},
    ]
    Path("labels.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = ask_json(capsys, "evaluate", "labels.jsonl")
    assert found["accuracy"]["value"] == 0.5
    assert found["reads_flagged"]["of"] == 2


@pytest.mark.parametrize(
    ("content", "code"), [("", 3), ("half {", 1), ('{"tool": {"name": "x"}}', 1)]
)
def test_labels_that_cannot_be_used_are_one_clear_line(
    content: str, code: int, capsys: Out
) -> None:
    Path("labels.jsonl").write_text(content)
    assert "labels.jsonl" in refuse(capsys, "evaluate", "labels.jsonl", code=code)


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
