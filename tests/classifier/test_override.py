"""A person's verdict outranks what was assessed, which stays beside it."""

from typing import Any

import pytest
from hypothesis import given

from catalog.model.classification import ActionVerdict, Classification, Override
from catalog.model.tool import Context
from catalog.taxonomy import BASELINE, Category, Decider, Risk
from classifier.classify import classify
from classifier.override import decided, usual_risk
from tests.catalog.store.any_values import any_value
from tests.catalog.store.store_values import LATER, override, tool

TOOL = tool()
ASSESSED = classify(TOOL, Context(title="Notes"))
KEPT = ("tool_digest", "version", "effects", "traits", "findings", "warnings")


def acting(*said: tuple[Category, Risk]) -> Classification:
    """The assessment of a tool with such actions."""
    actions = tuple(
        ActionVerdict(parameter="action", action=str(at), category=category, risk=risk)
        for at, (category, risk) in enumerate(said)
    )
    return ASSESSED.model_copy(update={"actions": actions})


def left(assessed: Classification, **fields: Any) -> list[tuple[Category, Risk]]:
    """What a person's decision leaves of the actions."""
    return [
        (each.category, each.risk) for each in decided(assessed, override(TOOL, **fields)).actions
    ]


@given(any_value(Classification), any_value(Override))
def test_the_persons_word_stands_and_all_else_is_kept(
    assessed: Classification, given: Override
) -> None:
    verdict = decided(assessed, given)
    assert Classification.model_validate(verdict.model_dump()) == verdict
    assert (verdict.category, verdict.risk) == (given.category, given.risk)
    assert verdict.baseline is BASELINE[given.category]
    assert (verdict.decided_by, verdict.abstained) == (Decider.HUMAN, False)
    assert (verdict.confidence, verdict.rationale) == (1, given.why)
    for name in KEPT:
        assert getattr(verdict, name) == getattr(assessed, name)
    *others, own = verdict.opinions
    assert tuple(others) == assessed.opinions
    assert (own.by, own.category, own.risk) == (Decider.HUMAN, given.category, given.risk)
    assert decided(assessed, given) == verdict


@given(any_value(Classification), any_value(Override))
def test_no_action_is_graver_than_the_whole_and_one_is_as_grave(
    assessed: Classification, given: Override
) -> None:
    actions = decided(assessed, given).actions
    assert len(actions) in (0, len(assessed.actions))
    assert all(each.category.rank <= given.category.rank for each in actions)
    assert all(each.risk.rank <= given.risk.rank for each in actions)
    if actions:
        assert max(each.category.rank for each in actions) == given.category.rank
        assert max(each.risk.rank for each in actions) == given.risk.rank


def test_a_milder_word_holds_for_each_action() -> None:
    several = acting((Category.READ, Risk.LOW), (Category.DESTRUCTIVE, Risk.CRITICAL))
    left_of = left(several, category=Category.WRITE, risk=Risk.MEDIUM)
    assert left_of == [(Category.READ, Risk.LOW), (Category.WRITE, Risk.MEDIUM)]


def test_a_graver_word_than_any_actions_leaves_none() -> None:
    several = acting((Category.READ, Risk.LOW), (Category.WRITE, Risk.MEDIUM))
    assert left(several, category=Category.FINANCIAL, risk=Risk.CRITICAL) == []
    assert left(several, category=Category.WRITE, risk=Risk.HIGH) == []


@pytest.mark.parametrize("category", Category)
def test_without_a_risk_the_assessed_one_is_meant_or_the_usual_one(category: Category) -> None:
    meant = usual_risk(ASSESSED, category)
    assert ASSESSED.category is Category.DESTRUCTIVE
    assert ASSESSED.risk is not ASSESSED.baseline
    assert meant is (ASSESSED.risk if category is ASSESSED.category else BASELINE[category])


def test_the_decision_is_part_of_the_context() -> None:
    one = override(TOOL, server="io.example/a")
    contexts = {
        decided(ASSESSED, each).context_digest
        for each in (
            one,
            override(TOOL, why="?"),
            override(TOOL, at=LATER),
            override(TOOL, who="b"),
        )
    }
    assert len(contexts | {ASSESSED.context_digest}) == 5
    renamed = one.model_copy(update={"server": "io.example/b"})
    assert decided(ASSESSED, renamed) == decided(ASSESSED, one)
