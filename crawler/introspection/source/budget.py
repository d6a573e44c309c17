"""How much work one package is worth. What is found until it is spent stands."""

from time import process_time

STEPS = 2_000_000
"""Expressions evaluated."""

SECONDS = 20.0
"""Of this process's own computing: a busy machine takes longer for the same."""

CHARACTERS = 100_000
"""The longest text that is put together."""

ITEMS = 5_000
"""The longest list that is put together, and the most rounds of a loop."""

DEPTH = 120
"""Expressions and calls within one another."""

CALLS = 12
"""Functions within one another that are looked through."""


class Exhausted(Exception):
    """There is nothing left of the budget."""


class Budget:
    """Counts what is left; every step of the evaluator asks it."""

    def __init__(self, steps: int = STEPS, seconds: float = SECONDS) -> None:
        self._steps = steps
        self._until = process_time() + seconds
        self.depth = 0

    def spend(self) -> None:
        """One step. Raises Exhausted."""
        self._steps -= 1
        if self._steps < 0 or (self._steps % 256 == 0 and process_time() > self._until):
            raise Exhausted
