"""What is set aside is never more than is allowed, and what was spent is counted."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.tool import Context
from classifier.classify import classify
from classifier.judge.budget import ANSWER_TOKENS, Budget, Price, Tokens, most_tokens, usual_tokens
from classifier.judge.question import messages, question
from tests.classifier.definitions import tool

AMOUNTS = st.integers(0, 5_000)
STEPS = st.lists(st.tuples(AMOUNTS, AMOUNTS, st.floats(0, 1)), max_size=30)


@given(st.integers(0, 20_000), STEPS)
def test_no_more_tokens_are_spent_than_are_allowed(
    allowed: int, steps: list[tuple[int, int, float]]
) -> None:
    budget, spent = Budget(tokens=allowed), 0
    for sent, answered, share in steps:
        most = Tokens(sent, answered)
        fits = spent + most.total <= allowed
        assert budget.take(most) is fits
        if fits:
            took = Tokens(int(sent * share), int(answered * share))
            budget.settle(most, took)
            spent += took.total
    assert budget.spent.total == spent <= allowed


def test_what_is_under_way_counts() -> None:
    budget = Budget(cost=1.0, price=Price(sent=1, answered=10))
    assert budget.take(Tokens(500_000, 10_000))
    assert not budget.take(Tokens(500_000, 0))
    budget.settle(Tokens(500_000, 10_000), Tokens(100_000, 1_000))
    assert budget.take(Tokens(500_000, 0))
    assert budget.price and round(budget.price.of(budget.spent), 3) == 0.11


def test_a_question_usually_takes_less_than_its_most() -> None:
    asked = tool("fetch", "Fetches a page of the web, as text.")
    said = messages([question(asked, Context(), classify(asked, Context()))], "mark")
    usual, most = usual_tokens(said, 1), most_tokens(said, 1)
    assert 500 < usual.sent < most.sent
    assert 0 < usual.answered < most.answered == ANSWER_TOKENS
