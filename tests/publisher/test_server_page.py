"""What a server's page and the index say."""

import pytest

from catalog.model.card import server_card, tool_card
from catalog.model.page import ServerPage
from catalog.model.policy import Limit, Policy, ToolRule
from catalog.taxonomy import Action, Category, Reason, Risk
from publisher.browse.tally import Tallies
from publisher.page_index import index_page
from publisher.site.shelf import Cards
from tests.publisher.demo import demo, library
from tests.publisher.values import a_server, a_tool, a_verdict, composed, skipped


def server(slug: str) -> ServerPage:
    pages = {each.server.server: each.server for each in demo()}
    return pages[f"io.example/{slug}"]


def test_a_server_page_lists_its_tools_worst_first() -> None:
    page = server("harbour")
    assert page.summary == "Harbour Files: 6 tools, at worst of critical risk."
    assert [(each.title, each.category, each.rule) for each in page.tools] == [
        ("pay_berth", Category.FINANCIAL, "Deny"),
        ("drop_table", Category.DESTRUCTIVE, "Hide and deny"),
        ("runQuery", Category.EXECUTE, "Ask a person"),
        ("send_mail", Category.WRITE, "Ask a person"),
        ("read_note", Category.READ, "At most 30 a minute"),
        ("zap", Category.READ, "Ask a person"),
    ]
    assert page.by_category == dict.fromkeys(Category, 1)
    assert page.abstained == 1
    assert page.by_risk == {Risk.LOW: 0, Risk.MEDIUM: 2, Risk.HIGH: 1, Risk.CRITICAL: 3}


def test_a_server_page_answers_from_its_tools() -> None:
    answers = {each.question: each.answer for each in server("harbour").questions}
    assert answers["How many tools does Harbour Files have?"] == (
        "6 tools: 1 Read, 1 Write, 1 Execute, 1 Destructive, 1 Financial, 1 not classified."
    )
    assert answers["Can an agent delete data with Harbour Files?"] == (
        "Yes, with drop_table. The recommended policy: drop_table: hidden and denied."
    )
    none = {each.question: each.answer for each in server("library").questions}
    assert none["Can an agent move money with Town Library?"] == (
        "None of its tools is classified as Financial."
    )


def test_an_unclassified_tool_is_no_evidence_of_harmlessness() -> None:
    tool = a_tool("zap")
    page = composed(a_server(), (tool, a_verdict(tool, Category.READ, abstained=True))).server
    (answer,) = (each.answer for each in page.questions if "money" in each.question)
    assert answer.endswith("1 could not be classified, so they are no evidence of that.")


def test_a_server_page_names_what_the_server_asks_for_and_where_it_was_seen() -> None:
    about = server("harbour").about
    assert [(each.name, each.place, each.secret) for each in about.asked] == [
        ("HARBOUR_TOKEN", "variable", True)
    ]
    (start,) = about.starts
    assert (start.registry, start.name, start.version) == ("pypi", "harbour-mcp", "1.4.2")
    assert about.repository_link == "https://git.example/harbour"
    seen = about.seen
    assert (seen.at, seen.sandbox) == ("2026-11-02T09:30:00+00:00", "bubblewrap, no network")
    assert (seen.protocol, seen.name, seen.version) == ("2025-11-25", "harbour", "1.4.2")


def test_an_entry_that_is_no_tool_is_told() -> None:
    assert library().server.notes == ("Entry 2 of its tool list is not a tool: it has no name.",)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_skipped_server_has_a_page_with_the_reason_and_is_not_called_safe(reason: Reason) -> None:
    page = skipped(a_server(), reason, "exit code 3").server
    assert page.skipped is reason
    assert page.outcome.endswith("Nothing is known of them; that does not make it safe.")
    assert page.notes == ("exit code 3",)
    assert page.questions == ()


def test_an_empty_list_is_not_a_skip() -> None:
    page = server("silent")
    assert page.skipped is None
    assert page.outcome == "It was asked for its tools and said that it has none."


def test_the_index_sums_up_and_ranks() -> None:
    servers = [server_card(each.server) for each in demo()]
    tools = [tool_card(tool) for each in demo() for tool in each.tools]
    index = index_page(Tallies(Cards(tools, servers)))
    assert (index.tools, index.abstained) == (8, 1)
    assert index.by_risk == {Risk.LOW: 2, Risk.MEDIUM: 2, Risk.HIGH: 1, Risk.CRITICAL: 3}
    assert index.by_category[Category.READ] == 3
    assert [line.title for line in index.servers] == [
        "Harbour Files",
        "Town Library",
        "Silent Server",
    ]
    assert [(line.title, line.skipped) for line in index.skipped] == [
        ("Lighthouse", Reason.START_FAILED)
    ]
    assert [each.title for each in index.riskiest] == ["pay_berth", "drop_table", "runQuery"]
    assert index_page(Tallies(Cards(tools[::-1], servers[::-1]))) == index


def test_a_limit_without_a_number_cannot_be() -> None:
    rule = ToolRule(
        tool="t", action=Action.ALLOW, reason="r", category=Category.READ, risk=Risk.LOW, digest="d"
    )
    limit = Limit(counter="c", window="minute", max=1)
    for wrong in ({"action": Action.LIMIT}, {"limit": limit}):
        with pytest.raises(ValueError, match="exactly when its action is limit"):
            ToolRule.model_validate({**rule.model_dump(), **wrong})
    with pytest.raises(ValueError, match="one rule for each name"):
        Policy(server="s", rules=(rule, rule))
