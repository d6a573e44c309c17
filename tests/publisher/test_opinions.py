"""A page tells who decided, and what the others say."""

from typing import Any

import pytest

from catalog.model.classification import Opinion
from catalog.taxonomy import Category, Decider, Risk
from publisher.opinions import decided
from tests.publisher.values import a_tool, a_verdict


def opinion(by: Decider, **fields: Any) -> Opinion:
    said = {"category": Category.WRITE, "risk": Risk.MEDIUM, "confidence": 0.8}
    return Opinion.model_validate(
        {"by": by, "abstained": False, "rationale": "r", **said, **fields}
    )


RULES = opinion(Decider.RULES)
GUESS = opinion(Decider.RULES, abstained=True, category=Category.READ)
MODEL = opinion(Decider.MODEL, model="small", prompt="judge-1", risk=Risk.HIGH)
SILENT = opinion(Decider.MODEL, model="small", prompt="judge-1", abstained=True)
HUMAN = opinion(Decider.HUMAN)


@pytest.mark.parametrize(
    ("by", "opinions", "words"),
    [
        (Decider.RULES, (RULES,), "by rules"),
        (
            Decider.RULES,
            (RULES, MODEL),
            "by rules; the model small, prompt judge-1, says Write of high risk",
        ),
        (
            Decider.MODEL,
            (GUESS, MODEL),
            (
                "by the model small, prompt judge-1; "
                "the rules say that they are not sure, and guess Read of medium risk"
            ),
        ),
        (
            Decider.HUMAN,
            (RULES, SILENT, HUMAN),
            (
                "by a person; the rules say Write of medium risk; the model small, prompt "
                "judge-1, says that it is not sure, and guesses Write of medium risk"
            ),
        ),
    ],
)
def test_the_decider_comes_first_then_the_others(
    by: Decider, opinions: tuple[Opinion, ...], words: str
) -> None:
    verdict = a_verdict(a_tool("t"), Category.WRITE, decided_by=by, opinions=opinions)
    assert decided(verdict) == words


def test_a_models_name_is_no_format_and_has_an_end() -> None:
    odd = opinion(Decider.MODEL, model="{said}" + "x" * 5_000, prompt="{}")
    verdict = a_verdict(a_tool("t"), Category.WRITE, opinions=(RULES, odd))
    said = decided(verdict)
    assert "the model {said}xxx" in said
    assert len(said) < 500
