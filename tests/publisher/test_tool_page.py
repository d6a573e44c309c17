"""What a tool's page says, and that none of its parts contradicts another."""

import json
from typing import Any

import pytest
from hypothesis import given

from catalog.model.classification import ActionVerdict, Opinion
from catalog.model.page import ToolPage
from catalog.taxonomy import Action, Category, Decider, Risk, Trait
from publisher.targets.policylayer import spelled
from tests.publisher.demo import harbour
from tests.publisher.strategies import verdicts
from tests.publisher.values import a_server, a_tool, a_verdict, composed


def page_of(name: str) -> ToolPage:
    return next(page for page in harbour().tools if page.tool == name)


def test_a_page_says_what_who_and_why() -> None:
    page = page_of("send_mail")
    assert page.summary == "send_mail of Harbour Files: a Write tool of high risk."
    assert page.label == "Send e-mail"
    assert (page.baseline, page.risk) == (Risk.MEDIUM, Risk.HIGH)
    assert page.rationale.startswith("It sends text of the agent's choosing")
    assert (page.decided, page.version) == ("by rules", "0.1.0+rules.7")
    assert page.digest.startswith("sha256:")
    assert page.traits == (Trait.IRREVERSIBLE, Trait.OPEN_WORLD)


def test_evidence_is_quoted_with_the_place_where_it_stands() -> None:
    found = [(each.quote, each.place, each.says) for each in page_of("send_mail").evidence]
    assert found == [
        ("Send an e-mail", "its description", "sends"),
        ("cannot be called back", "its description", "irreversible"),
        ("Who gets it", "the description of its parameter to", "open world"),
    ]


def test_parameters_are_the_schemas_own() -> None:
    found = [(each.name, each.type, each.required) for each in page_of("send_mail").parameters]
    assert found == [
        ("to", "array of string", True),
        ("body", "string", True),
        ("priority", "string", False),
        ("reply_to", "string or null", False),
    ]
    _, _, priority, _ = page_of("send_mail").parameters
    assert priority.choices == ("low", "normal", "urgent")


def test_the_six_answers_for_a_tool_that_asks() -> None:
    answers = {each.question: each.answer for each in page_of("send_mail").questions}
    assert list(answers) == [
        "What does the send_mail tool do?",
        "How do I enforce a policy on send_mail?",
        "What risk level is send_mail?",
        "Can I rate-limit send_mail?",
        "How do I block send_mail completely?",
        "Which server provides send_mail?",
    ]
    assert answers["What does the send_mail tool do?"] == (
        "Send an e-mail from the account of the user. It is classified as a Write tool: it "
        "creates or changes data in a way that can be undone or only adds."
    )
    assert answers["What risk level is send_mail?"] == (
        "High: hard to undo or reaching beyond the account. "
        "The category Write alone would say medium."
    )
    assert answers["Can I rate-limit send_mail?"] == (
        "Yes, but the recommended rule lets no call through unasked, so there is nothing to "
        "count. If a person decides to open the tool, this rule allows at most 10 calls a minute."
    )
    assert answers["Which server provides send_mail?"] == (
        "Harbour Files (io.example/harbour), found in: official 1.4.2."
    )


def test_an_abstained_verdict_says_so_everywhere() -> None:
    page = page_of("zap")
    assert page.abstained
    assert page.summary == "zap of Harbour Files: not classified; treated as medium risk."
    what, _, risk, *_ = (each.answer for each in page.questions)
    assert what == (
        "Its definition has no description. Its definition does not tell what a call can do, "
        "so it is not classified; Read is a guess."
    )
    assert risk.startswith("At least medium, because nothing tells what it does")
    assert page.rule == "Ask a person"


def test_a_model_that_decided_is_named() -> None:
    tool = a_tool("t")
    opinion = Opinion(
        by=Decider.MODEL,
        category=Category.READ,
        risk=Risk.LOW,
        confidence=0.8,
        abstained=False,
        rationale="r",
        model="small-1",
        prompt="judge 3",
    )
    verdict = a_verdict(tool, Category.READ, decided_by=Decider.MODEL, opinions=(opinion,))
    assert composed(a_server(), (tool, verdict)).tools[0].decided == (
        "by the model small-1, prompt judge 3"
    )


def test_a_megabyte_of_description_is_cut_with_a_note() -> None:
    tool = a_tool("t", "word " * 200_000)
    page = composed(a_server(), (tool, a_verdict(tool, Category.READ))).tools[0]
    (description,) = page.passages
    shown = sum(len(each.text) for each in description.segments)
    left_out = sum(each.left_out for each in description.segments)
    assert (shown < 6_000, shown + left_out) == (True, 1_000_000)
    assert len(page.model_dump_json()) < 20_000


SAYS = {
    Action.ALLOW: "as often as an agent likes",
    Action.LIMIT: "stays usable, at most",
    Action.ASK: "waits for a person",
    Action.DENY: "every call is denied",
    Action.HIDE: "is taken off the list",
}


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("abstained", [False, True])
def test_the_answers_agree_with_the_recommended_document(
    category: Category,
    abstained: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    tool = a_tool("Act")
    page = composed(a_server(), (tool, a_verdict(tool, category, abstained=abstained))).tools[0]
    check_agreement(page)


@given(verdicts())
def test_the_answers_agree_for_any_name_and_verdict(pair: Any) -> None:
    page = composed(a_server(), pair).tools[0]
    if spelled("", page.tool):
        check_agreement(page)


def check_agreement(page: ToolPage) -> None:
    """Each answer, read against the recommended document and the verdict."""
    document = json.loads(page.policy)
    entry = document.get("tools", {}).get(page.tool)
    limits = (entry or {}).get("limits")
    hidden = page.tool in document.get("hide", [])
    _, _, risk, cap, block, _ = page.questions
    assert SAYS[page.action] in page.advice
    assert ("Yes, the recommended rule does" in cap.answer) == bool(limits)
    assert ("has no limit" in cap.answer) == (entry == {})
    assert ("lets no call through" in cap.answer) == (hidden or "deny_if" in (entry or {}))
    assert ("it hides the tool" in block.answer) == hidden
    assert ("already denies" in block.answer) == (page.action is Action.DENY)
    assert ("without a person" in block.answer) == (page.action is Action.ASK)
    if limits:
        assert f"at most {limits[0]['max']} calls a {limits[0]['window']}" in cap.answer
    else:
        capped = json.loads(cap.policy or "")["tools"][page.tool]["limits"][0]
        assert f"at most {capped['max']} calls a {capped['window']}" in cap.answer
    assert hidden or json.loads(block.policy or "")["hide"] == [page.tool]
    assert page.risk in risk.answer.lower()


def test_a_rule_by_argument_is_told_whole() -> None:
    tool = a_tool("notes")
    actions = (
        ActionVerdict(parameter="op", action="list", category=Category.READ, risk=Risk.LOW),
        ActionVerdict(parameter="op", action="add", category=Category.WRITE, risk=Risk.MEDIUM),
        ActionVerdict(
            parameter="op", action="wipe", category=Category.DESTRUCTIVE, risk=Risk.CRITICAL
        ),
    )
    verdict = a_verdict(tool, Category.DESTRUCTIVE, actions=actions)
    (page,) = composed(a_server(), (tool, verdict)).tools
    assert (page.action, page.rule) == (Action.DENY, "Deny, with exceptions")
    assert page.advice.startswith(
        "What becomes of a call of notes depends on its argument op: with list it is allowed; "
        "with add it is at most 30 a minute; with any other value it is denied."
    )
