"""What may be spent on a run, and what has been: nothing is asked that might go beyond.

Before a question is sent its most is set aside, and given back when it is known what it
took. Tokens are counted as the endpoint tells them; where it tells none, as estimated.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from classifier.judge.question import Message

BYTES_A_TOKEN = 2
"""Bytes of UTF-8 that are at least a token: of English it takes four, of digits and hex two."""
USUAL_BYTES_A_TOKEN = 3.6
"""Bytes that a token usually takes: measured on questions about the labelled tools."""
ANSWER_TOKENS = 300
"""The most that an answer about one tool may take; what goes on longer is cut off."""
USUAL_ANSWER_TOKENS = 90
"""What one usually takes."""
MILLION = 1_000_000


class Tokens(NamedTuple):
    """Sent, and answered."""

    sent: int = 0
    answered: int = 0

    def plus(self, other: "Tokens") -> "Tokens":
        """Both together."""
        return Tokens(self.sent + other.sent, self.answered + other.answered)

    @property
    def total(self) -> int:
        return self.sent + self.answered


class Price(NamedTuple):
    """Of a million tokens, in the currency that the user counts in."""

    sent: float
    answered: float

    def of(self, tokens: Tokens) -> float:
        """What they cost."""
        return (tokens.sent * self.sent + tokens.answered * self.answered) / MILLION


class Budget:
    """How many tokens may be spent, or how much money at a price; None where it does not matter."""

    def __init__(
        self,
        tokens: int | None = None,
        cost: float | None = None,
        price: Price | None = None,
    ) -> None:
        self.tokens, self.cost, self.price = tokens, cost, price
        self.spent = Tokens()
        self._aside = Tokens()

    def take(self, most: Tokens) -> bool:
        """Set aside what a question may take; False, and nothing, where that is too much."""
        wanted = self.spent.plus(self._aside).plus(most)
        if self.tokens is not None and wanted.total > self.tokens:
            return False
        if self.cost is not None and self.price and self.price.of(wanted) > self.cost:
            return False
        self._aside = self._aside.plus(most)
        return True

    def settle(self, most: Tokens, took: Tokens) -> None:
        """Give back what was set aside, and note what it took."""
        self._aside = Tokens(self._aside.sent - most.sent, self._aside.answered - most.answered)
        self.spent = self.spent.plus(took)


def most_tokens(messages: Sequence[Message], tools: int) -> Tokens:
    """What a question takes at most."""
    return Tokens(math.ceil(_bytes(messages) / BYTES_A_TOKEN), ANSWER_TOKENS * tools)


def usual_tokens(messages: Sequence[Message], tools: int) -> Tokens:
    """What a question takes, as far as can be told before it is sent."""
    return Tokens(math.ceil(_bytes(messages) / USUAL_BYTES_A_TOKEN), USUAL_ANSWER_TOKENS * tools)


def _bytes(messages: Sequence[Message]) -> int:
    return sum(len(each["content"].encode("utf-8", "surrogatepass")) for each in messages)
