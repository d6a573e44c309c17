"""What is made when it is first wanted, and then kept."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """The same function, which makes its value the first time alone."""
    made: list[T] = []

    def give() -> T:
        if not made:
            made.append(make())
        return made[0]

    return give
