"""What a person decides of a tool: at once, for that server alone, until the tool changes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from catalog.model.classification import Override
from catalog.model.listing import CrawlState, Listing
from catalog.model.snapshot import Introspected, Skipped
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store import integrity, overrides
from catalog.store import listings as listing_store
from catalog.store.catalog import open_catalog
from catalog.taxonomy import Reason
from cli.main import main
from cli.steps.crawl import merge_servers
from tests.cli.asking import Out, refuse
from tests.cli.asking import ask as told
from tests.cli.asking import ask_json as told_json
from tests.cli.conftest import introspected
from tests.crawler.hosting import ask
from tests.crawler.identities import said

TOOL = "delete_all_notes"
TRUSTED = said("io.github.acme/office", "npm:@acme/office", title="Office")
COPY = said("io.github.evil/office", "npm:evil-office", title="Office", day=2)
WORD = ("--category", "write", "--why", "They go to a bin.")


@pytest.fixture(scope="module")
def office() -> Introspected:
    """What a real server offers."""
    outcome = ask("office")
    assert isinstance(outcome, Introspected)
    return outcome


@pytest.fixture
def catalog(tmp_path: Path, office: Introspected) -> str:
    """Two servers that say the same of themselves and offer the same, classified."""
    location = str(tmp_path / "catalog.db")
    crawled(location, TRUSTED, COPY)
    for each in (TRUSTED, COPY):
        introspected(location, each.name, office)
    assert main(["classify", "--catalog", location, "--quiet"]) == 0
    return location


def crawled(location: str, *listings: Listing) -> None:
    with open_catalog(location) as opened:
        for each in listings:
            state = CrawlState(source=each.source)
            listing_store.keep(opened, (each,), (), state, datetime.now(UTC))
        merge_servers(opened)


def decide(capsys: Out, catalog: str, *words: str, named: str = TOOL) -> dict[str, Any]:
    """Decide of the trusted server's tool."""
    argv = ("verdict", f"{TRUSTED.name}/{named}", *(words or WORD), "--catalog", catalog)
    return told_json(capsys, *argv)


def shown(capsys: Out, catalog: str, server: Listing = TRUSTED, tool: str = TOOL) -> dict[str, Any]:
    return told_json(capsys, "show", f"{server.name}/{tool}", "--catalog", catalog)


def stands(capsys: Out, catalog: str, server: Listing = TRUSTED) -> tuple[str, str, str]:
    found = shown(capsys, catalog, server)
    assert found["verdict"] is not None
    return found["verdict"]["category"], found["verdict"]["decided_by"], found["rule"]["action"]


BY_PERSON, BY_RULES = ("Write", "human", "limit"), ("Destructive", "rules", "hide")


def classify(capsys: Out, catalog: str) -> int:
    """Classify as a run does; how many decisions are asked for again."""
    return int(told_json(capsys, "classify", "--catalog", catalog)["asked_again"])


def changed(office: Introspected, description: str) -> Introspected:
    """The same server, whose tool now says something else."""
    return office.model_copy(update={"tools": tuple(reworded(office.tools, description))})


def reworded(tools: tuple[Tool, ...], description: str) -> list[Tool]:
    made = [
        read_tool({**each.definition, "description": description}) if each.name == TOOL else each
        for each in tools
    ]
    assert all(isinstance(each, Tool) for each in made)
    return made  # type: ignore[return-value]  # told by the assertion


def test_a_decision_holds_at_once_in_verdict_policy_and_page(catalog: str, capsys: Out) -> None:
    outcome = decide(capsys, catalog)
    assert (outcome["was"]["category"], outcome["was"]["action"]) == ("Destructive", "hide")
    assert (outcome["now"]["category"], outcome["now"]["risk"]) == ("Write", "medium")
    assert stands(capsys, catalog) == BY_PERSON
    found = shown(capsys, catalog)
    assert (found["decision"]["why"], found["asked_again"]) == ("They go to a bin.", False)
    assert found["decision"]["who"] == outcome["decision"]["who"] != ""
    assert [each["by"] for each in found["opinions"]] == ["rules", "human"]
    assert TOOL in told(capsys, "policy", TRUSTED.name, "--catalog", catalog)
    with open_catalog(catalog) as opened, opened.reading() as session:
        pages = session.connection().exec_driver_sql("select content from pages").scalars().all()
    (page,) = [each for each in pages if "by a person" in each]
    assert "by a person; the rules say Destructive of critical risk" in page
    text = told(capsys, "show", f"{TRUSTED.name}/{TOOL}", "--catalog", catalog)
    assert f"decided by {found['decision']['who']}, " in text
    assert "the rules say Destructive of critical risk" in text
    with open_catalog(catalog) as opened:
        assert integrity.faults(opened) == ()


def test_a_copy_on_another_server_inherits_nothing(catalog: str, capsys: Out) -> None:
    own, copy = shown(capsys, catalog), shown(capsys, catalog, COPY)
    assert own["verdict"]["digest"] == copy["verdict"]["digest"]
    decide(capsys, catalog)
    for _ in range(2):
        assert stands(capsys, catalog, COPY) == BY_RULES
        assert shown(capsys, catalog, COPY)["decision"] is None
        assert stands(capsys, catalog) == BY_PERSON
        classify(capsys, catalog)


def test_it_outlasts_crawls_and_introspections_until_the_tool_changes(
    catalog: str, capsys: Out, office: Introspected
) -> None:
    decide(capsys, catalog)
    crawled(catalog, TRUSTED.model_copy(update={"version": "2.0.0", "title": "The office"}))
    again = ask("office")
    assert isinstance(again, Introspected)
    introspected(catalog, TRUSTED.name, again)
    assert classify(capsys, catalog) == 0
    assert stands(capsys, catalog) == BY_PERSON
    introspected(catalog, TRUSTED.name, changed(office, "Deletes every note, everywhere."))
    assert classify(capsys, catalog) == 1
    assert stands(capsys, catalog) == BY_RULES
    found = shown(capsys, catalog)
    assert (found["asked_again"], found["decision"]["category"]) == (True, "Write")
    listed = told_json(capsys, "verdict", "--catalog", catalog)
    (line,) = listed["decisions"]
    assert (listed["asked_again"], line["state"], line["tool"]) == (1, "asked for again", TOOL)
    decide(capsys, catalog, "--category", "Destructive", "--risk", "high", "--why", "Seen.")
    assert classify(capsys, catalog) == 0
    states = [
        each["state"] for each in told_json(capsys, "verdict", "--catalog", catalog)["decisions"]
    ]
    assert states == ["not offered now", "holds"]
    introspected(catalog, TRUSTED.name, office)
    assert classify(capsys, catalog) == 0
    assert stands(capsys, catalog) == BY_PERSON


def test_what_is_asked_for_again_is_said(catalog: str, capsys: Out, office: Introspected) -> None:
    decide(capsys, catalog)
    introspected(catalog, TRUSTED.name, changed(office, "Deletes every note."))
    assert main(["classify", "--catalog", catalog]) == 0
    err = capsys.readouterr().err
    assert "1 tool has changed since a person decided of it, and is asked for again" in err
    assert "toolrisk verdict" in err
    text = told(capsys, "show", f"{TRUSTED.name}/{TOOL}", "--catalog", catalog)
    assert "asked for again: it has changed since" in text
    assert "medium Write (They go to a bin.)" in text
    assert "asked for again" in told(capsys, "verdict", "--catalog", catalog)


def test_it_follows_its_server_through_a_merge_and_a_split(catalog: str, capsys: Out) -> None:
    decide(capsys, catalog)
    where = ("--catalog", catalog)
    told(capsys, "merge", TRUSTED.name, COPY.name, "--why", "moved", *where)
    classify(capsys, catalog)
    assert stands(capsys, catalog, COPY) == BY_PERSON
    told(capsys, "split", TRUSTED.name, COPY.name, "--why", "not theirs", *where)
    classify(capsys, catalog)
    assert stands(capsys, catalog) == BY_PERSON
    assert stands(capsys, catalog, COPY) == BY_RULES


def test_deciding_again_takes_the_place_of_the_first_and_history_has_both(
    catalog: str, capsys: Out
) -> None:
    decide(capsys, catalog)
    outcome = decide(capsys, catalog, "--category", "READ", "--risk", "LOW", "--why", "A mock.")
    assert (outcome["was"]["decided_by"], outcome["now"]["category"]) == ("human", "Read")
    (line,) = told_json(capsys, "verdict", "--catalog", catalog)["decisions"]
    assert line["decision"]["why"] == "A mock."
    named = f"{TRUSTED.name}/{TOOL}"
    found = told_json(capsys, "show", named, "--history", "--catalog", catalog)
    assert [each["why"] for each in found["decisions"]] == ["They go to a bin.", "A mock."]
    text = told(capsys, "show", named, "--history", "--catalog", catalog)
    assert f"decided low Read by {line['decision']['who']}: A mock." in text


@pytest.mark.parametrize(
    ("words", "risk"),
    [
        (("--category", "Destructive"), "critical"),
        (("--category", "Execute"), "high"),
        (("--category", "Read", "--risk", "high"), "high"),
    ],
)
def test_without_a_risk_the_assessed_or_the_usual_one_is_meant(
    catalog: str, capsys: Out, words: tuple[str, ...], risk: str
) -> None:
    assert decide(capsys, catalog, *words, "--why", "x")["now"]["risk"] == risk


def test_a_second_word_without_a_risk_is_on_what_was_assessed_not_on_the_first(
    catalog: str, capsys: Out
) -> None:
    decide(capsys, catalog, "--category", "Destructive", "--risk", "low", "--why", "x")
    again = decide(capsys, catalog, "--category", "Destructive", "--why", "y")
    assert (again["was"]["risk"], again["now"]["risk"]) == ("low", "critical")


def test_a_name_that_is_given_twice_is_one_tool(catalog: str, capsys: Out) -> None:
    twice = ask("duplicate_names")
    introspected(catalog, TRUSTED.name, twice)
    named = f"{TRUSTED.name}/look"
    argv = ("verdict", named, "--category", "Read", "--risk", "low", "--why", "x")
    lines = told(capsys, *argv, "--json", "--catalog", catalog).splitlines()
    assert len(lines) == 2
    assert '"was": null' in lines[0]
    both = told(capsys, "show", named, "--json", "--catalog", catalog).splitlines()
    assert all('"decided_by": "human"' in each for each in both)


def test_names_that_differ_in_case_alone_are_two_tools(catalog: str, capsys: Out) -> None:
    two = tuple(read_tool({"name": name, "description": "Deletes."}) for name in ("go", "GO"))
    outcome = Introspected(tools=two, protocol_version="2025-11-25")
    introspected(catalog, TRUSTED.name, outcome)
    argv = ("verdict", f"{TRUSTED.name}/Go", *WORD, "--catalog", catalog)
    assert "has GO and go; write the one that you mean" in refuse(capsys, *argv, code=2)
    assert decide(capsys, catalog, named="GO")["tool"] == "GO"


def test_of_what_nobody_has_seen_the_policy_still_asks(
    catalog: str, capsys: Out, office: Introspected
) -> None:
    gone = Skipped(reason=Reason.CRASHED, detail="exit code 1", unverified=office.tools)
    introspected(catalog, TRUSTED.name, gone)
    outcome = decide(capsys, catalog, "--category", "Read", "--risk", "low", "--why", "x")
    assert (outcome["unverified"], outcome["now"]["action"]) == (True, "ask")
    argv = ("verdict", f"{TRUSTED.name}/{TOOL}", *WORD, "--catalog", catalog)
    assert "the policy still asks" in told(capsys, *argv)
    introspected(catalog, TRUSTED.name, office)
    classify(capsys, catalog)
    assert stands(capsys, catalog) == BY_PERSON


def test_what_cannot_be_decided_is_refused_and_changes_nothing(catalog: str, capsys: Out) -> None:
    tool = f"{TRUSTED.name}/{TOOL}"
    for code, words, why in (
        (3, (f"{TRUSTED.name}/nothing", *WORD), "has no tool 'nothing'"),
        (3, ("nobody/tool", *WORD), "no server is named"),
        (2, (TRUSTED.name, *WORD), "is a server; name one of its tools"),
        (2, (tool, "--category", "Fun", "--why", "x"), "no category 'Fun'; there are: Read"),
        (2, (tool, "--category", "Read", "--risk", "fun", "--why", "x"), "no risk 'fun'"),
        (2, (tool, "--why", "x"), "say what the tool is: --category"),
        (2, (tool, "--category", "Read"), "--why TEXT"),
        (2, (tool, "--category", "Read", "--why", " "), "--why TEXT"),
        (2, ("--category", "Read"), "name the tool"),
    ):
        assert why in refuse(capsys, "verdict", *words, "--catalog", catalog, code=code)
    found = told_json(capsys, "verdict", "--catalog", catalog)
    assert (found["asked_again"], found["decisions"]) == (0, [])


def test_a_reason_neither_hides_nor_steers(catalog: str, capsys: Out) -> None:
    evil = "ok\x1b[2J\u202e\udcff\nnext"
    argv = ("verdict", f"{TRUSTED.name}/{TOOL}", "--category", "Read", "--why", evil)
    out = told(capsys, *argv, "--catalog", catalog)
    out += told(capsys, "verdict", "--catalog", catalog)
    for more in ((), ("--why",), ("--history",)):
        out += told(capsys, "show", f"{TRUSTED.name}/{TOOL}", *more, "--catalog", catalog)
    assert not set("\x1b\u202e\udcff") & set(out)
    assert shown(capsys, catalog)["decision"]["why"] == evil


def test_a_decision_that_nothing_follows_from_yet_is_not_told_as_the_verdicts(
    catalog: str, capsys: Out
) -> None:
    """As after servers were merged: their verdicts are made when tools are next classified."""
    digest = shown(capsys, catalog)["verdict"]["digest"]
    with open_catalog(catalog) as opened:
        word = {"category": "Read", "risk": "low", "why": "x", "who": "a", "at": datetime.now(UTC)}
        of = {"server": TRUSTED.name, "tool_digest": digest}
        overrides.keep(opened, Override.model_validate({**of, **word}))
    argv = ("show", f"{TRUSTED.name}/{TOOL}", "--catalog", catalog)
    assert "decided by" not in told(capsys, *argv)
    classify(capsys, catalog)
    assert "decided by a, " in told(capsys, *argv)
