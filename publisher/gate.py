"""Pure: what a check found → whether it passes."""

from collections.abc import Iterable

from catalog.taxonomy import Risk


def worst(risks: Iterable[Risk]) -> Risk | None:
    """The highest of these; None of none."""
    return max(risks, key=lambda each: each.rank, default=None)


def failing(risks: Iterable[Risk], fail_on: Risk | None) -> Risk | None:
    """The highest risk, if it stands at or above what is still allowed; None where all passes."""
    found = worst(risks)
    return found if found and fail_on and found.rank >= fail_on.rank else None
