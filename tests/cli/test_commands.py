"""Every command on a catalog with a real server's tools: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.asking import Out, ask, ask_json, refuse
from tests.cli.conftest import ABSENT, OFFICE


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


@pytest.mark.parametrize(
    ("location", "cure"),
    [("none.db", "make one with: toolrisk run"), (".", "name a file"), ("://", "name a file, or")],
)
def test_doctor_tells_the_cure_of_what_the_catalog_has(
    location: str, cure: str, capsys: Out
) -> None:
    checks = ask_json(capsys, "doctor", "--catalog", location)["checks"]
    (found,) = (each for each in checks if each["name"] == "catalog")
    assert found["cure"].startswith(cure)
    assert found["found"]


def test_an_unknown_sandbox_is_a_matter_of_words(capsys: Out) -> None:
    assert "bubblewrap or none" in refuse(capsys, "run", "--sandbox", "nope", code=2)


def test_policy_of_two_tools_of_one_server_names_both(catalog: str, capsys: Out) -> None:
    tools = [f"{OFFICE}/{name}" for name in ("pay_invoice", "create_note", "create_note")]
    document = json.loads(ask(capsys, "policy", *tools, "--catalog", catalog))
    assert list(document["tools"]) == ["create_note", "pay_invoice"]


def test_a_server_that_was_never_asked_shows_no_tools_rather_than_none(
    catalog: str, capsys: Out
) -> None:
    out = ask(capsys, "show", "modelcontextprotocol-server-fetch", "--catalog", catalog)
    assert "not introspected yet" in out
    assert "0 tools" not in out
