"""Whether, and on what terms, a model reads what the rules are unsure of."""

from enum import StrEnum
from typing import NamedTuple

from catalog.errors import UsageError
from classifier.judge.budget import Budget, Price
from classifier.judge.environment import configured


class When(StrEnum):
    """Of which tools a model is asked."""

    NEVER = "never"
    UNSURE = "unsure"
    ALWAYS = "always"


class ReadingTerms(NamedTuple):
    """`asked_for` tells that the user said so; else the environment did, by naming a model's
    endpoint."""

    when: When = When.NEVER
    model: str | None = None
    tokens: int | None = None
    cost: float | None = None
    price: Price | None = None
    asked_for: bool = False

    def budget(self) -> Budget:
        """What may be spent, with nothing spent yet."""
        return Budget(self.tokens, self.cost, self.price)


def reading_terms(
    judge: str | None,
    model: str | None,
    max_tokens: int | None,
    max_cost: float | None,
    price: str | None,
) -> ReadingTerms:
    """The terms that the options come to. Raises UsageError where they do not go together."""
    paid = read_price(price) if price else None
    if max_cost is not None and paid is None:
        raise UsageError("--max-cost wants a price: --price SENT,ANSWERED, of a million tokens")
    usual = When.UNSURE if configured() else When.NEVER
    when = When(judge) if judge else usual
    return ReadingTerms(when, model or None, max_tokens, max_cost, paid, judge is not None)


def read_price(text: str) -> Price:
    """`2.5,10`: what a million tokens cost that are sent, and that are answered."""
    try:
        sent, answered = (float(each) for each in text.split(","))
    except ValueError:
        raise UsageError(f"--price is SENT,ANSWERED, such as 0.5,2, not {text[:40]!r}") from None
    if not (0 <= sent < float("inf") and 0 <= answered < float("inf")):
        raise UsageError(f"--price is of amounts from 0 on, not {text[:40]!r}")
    return Price(sent, answered)
