"""Every command on a catalog with a real server's tools: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from cli import summary
from tests.cli.asking import Out, ask, ask_json, refuse
from tests.cli.conftest import ABSENT, OFFICE


def test_a_second_crawl_finds_nothing_new(catalog: str, capsys: Out) -> None:
    again = ask_json(capsys, "crawl", "starter", "--catalog", catalog)
    assert again["rejected"] == 0
    assert again["failed"] == []


def test_a_second_classification_judges_nothing_anew(catalog: str, capsys: Out) -> None:
    again = ask_json(capsys, "classify", "--catalog", catalog)
    assert (again["classified"], again["unchanged"]) == (0, 7)


def test_stats_counts_every_category_and_skip_and_the_unsure_apart(
    catalog: str, capsys: Out
) -> None:
    found = ask_json(capsys, "stats", "--catalog", catalog)
    totals = found["totals"]
    assert (totals["tools"], totals["abstained"]) == (7, 1)
    assert min(totals["by_category"].values()) >= 1
    assert sum(totals["by_category"].values()) == 6
    assert totals["skipped"] == {"crashed": 1}
    assert found["riskiest"][0]["risk"] == "critical"


def test_stats_and_the_site_count_alike(catalog: str, capsys: Out) -> None:
    totals = ask_json(capsys, "stats", "--catalog", catalog)["totals"]
    ask(capsys, "publish", "--catalog", catalog, "--reports", "site")
    site = json.loads(Path("site/index.json").read_text())
    for what in ("tools", "by_category", "by_risk", "abstained"):
        assert totals[what] == site[what]


def test_stats_says_how_many_it_leaves_out(
    catalog: str, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_risk = ask_json(capsys, "stats", "--catalog", catalog)["totals"]["by_risk"]
    monkeypatch.setattr(summary, "RISKIEST", 2)
    out = ask(capsys, "stats", "--catalog", catalog)
    assert f"The riskiest tools: 2 of {by_risk['critical']} critical" in out
    assert out.count("critical Financial") + out.count("critical Destructive") == 2
    for title in ("servers", "7 tools by category", "7 tools by risk"):
        assert title in out


@pytest.mark.parametrize(
    ("tool", "category", "risk", "action"),
    [
        ("list_notes", "Read", None, "limit"),
        ("create_note", "Write", "medium", "limit"),
        ("run_shell_command", "Execute", "critical", "ask"),
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


def test_publish_leaves_a_site_and_a_second_one_writes_nothing(catalog: str, capsys: Out) -> None:
    first = ask_json(capsys, "publish", "--catalog", catalog, "--reports", "site")
    assert first["written"] > 0
    assert "toolrisk" in Path("site/index.html").read_text("utf-8")
    again = ask_json(capsys, "publish", "--catalog", catalog, "--reports", "site")
    assert (again["written"], again["unchanged"]) == (0, first["written"])


def test_a_folder_of_somebody_else_is_refused(catalog: str, capsys: Out) -> None:
    Path("index.html").write_text("theirs")
    line = refuse(capsys, "publish", "--catalog", catalog, "--reports", ".", code=1)
    assert "--reports" in line
    assert Path("index.html").read_text() == "theirs"


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
    assert (checks["model"]["fine"], checks["model"]["cure"]) == (True, "")
    assert "the rules' alone" in checks["model"]["found"]
    assert all(each["fine"] or each["cure"] for each in checks.values())


def test_doctor_names_its_columns_and_says_nothing_twice(capsys: Out) -> None:
    out = ask(capsys, "doctor", "--catalog", "none.db", code=1)
    assert "┃ fine ┃" in out
    assert "│ none.db: there is none " in out


@pytest.mark.parametrize(
    ("location", "cure"),
    [("none.db", "make one with: toolrisk run"), (".", "name a file"), ("://", "name a file, or")],
)
def test_doctor_tells_the_cure_of_what_the_catalog_has(
    location: str, cure: str, capsys: Out
) -> None:
    checks = ask_json(capsys, "doctor", "--catalog", location, code=1)["checks"]
    (found,) = (each for each in checks if each["name"] == "catalog")
    assert found["cure"].startswith(cure)
    assert found["found"]


def test_an_unknown_sandbox_is_a_matter_of_words(capsys: Out) -> None:
    assert "bubblewrap, landlock or none" in refuse(capsys, "run", "--sandbox", "nope", code=2)


def test_a_server_that_was_never_asked_shows_no_tools_rather_than_none(
    catalog: str, capsys: Out
) -> None:
    out = ask(capsys, "show", "modelcontextprotocol-server-fetch", "--catalog", catalog)
    assert "not introspected yet" in out
    assert "0 tools" not in out
