"""Verdicts become the rules that users of the known catalogue expect."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.policy import Limit, ToolRule
from catalog.taxonomy import BASELINE, Action, Category, Risk
from publisher.policy.recommend import recommend
from tests.publisher.strategies import verdicts
from tests.publisher.values import a_tool, a_verdict


def rule_for(category: Category, **fields: Any) -> ToolRule:
    tool = a_tool("createPost")
    return recommend("s", [(tool, a_verdict(tool, category, **fields))]).rules[0]


def test_each_category_has_the_rule_that_users_know() -> None:
    def limit(calls: int) -> Limit:
        return Limit(counter="createpost_rate", window="minute", max=calls, scope="grant")

    found = {each: (rule_for(each).action, rule_for(each).limit) for each in Category}
    assert found == {
        Category.READ: (Action.ALLOW, None),
        Category.WRITE: (Action.LIMIT, limit(30)),
        Category.EXECUTE: (Action.LIMIT, limit(10)),
        Category.DESTRUCTIVE: (Action.HIDE, None),
        Category.FINANCIAL: (Action.DENY, None),
    }


def test_an_abstained_verdict_asks_whatever_its_guess() -> None:
    assert {rule_for(each, abstained=True).action for each in Category} == {Action.ASK}


def test_a_rule_names_its_reason_its_verdict_and_its_definition() -> None:
    rule = rule_for(Category.FINANCIAL)
    assert rule.reason == (
        "Requires human approval: it moves money or assets of value, or commits to it."
    )
    assert (rule.category, rule.risk) == (Category.FINANCIAL, Risk.CRITICAL)
    assert rule.digest == a_tool("createPost").digest


def test_a_risk_above_the_usual_is_told_beside_a_lenient_rule() -> None:
    told = "its risk is high, above the low that is usual for its category"
    assert told in rule_for(Category.READ, risk=Risk.HIGH).reason.lower()
    assert "above" not in rule_for(Category.READ).reason


def test_of_two_tools_with_one_name_the_stricter_rule_stands() -> None:
    tame, wild = a_tool("move", "Moves a pin."), a_tool("move", "Removes all.")
    pair = [(tame, a_verdict(tame, Category.READ)), (wild, a_verdict(wild, Category.DESTRUCTIVE))]
    for order in (pair, pair[::-1]):
        (rule,) = recommend("s", order).rules
        assert (rule.action, rule.digest) == (Action.HIDE, wild.digest)


@given(st.lists(verdicts(), max_size=12))
def test_every_tool_has_one_rule_at_least_as_strict_as_its_verdict_asks(found: list[Any]) -> None:
    policy = recommend("s", found)
    rules = {rule.tool: rule for rule in policy.rules}
    assert list(rules) == sorted({tool.name for tool, _ in found})
    for tool, verdict in found:
        assert BASELINE[verdict.category] is verdict.baseline
        least = recommend("s", [(tool, verdict)]).rules[0].action
        assert rules[tool.name].action.rank >= least.rank
