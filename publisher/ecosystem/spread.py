"""How numbers are distributed: a few of them in their order, and how many fall between bounds."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from publisher.ecosystem.values import Count, Spread
from publisher.words import report as words

TOOLS = (0, 1, 2, 6, 11, 21, 51, 101)
TOKENS = (0, 1, 501, 1_001, 2_001, 5_001, 10_001, 20_001, 50_001)
"""The least number of each bucket."""


def spread(numbers: Sequence[int]) -> Spread:
    """Quantiles that are numbers of the sequence: the least that so many do not exceed."""
    ordered = sorted(numbers) or [0]
    return Spread(
        of=len(numbers),
        median=_quantile(ordered, 50),
        p90=_quantile(ordered, 90),
        p99=_quantile(ordered, 99),
        largest=ordered[-1],
    )


def _quantile(ordered: Sequence[int], percent: int) -> int:
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def bucketed(numbers: Sequence[int], bounds: Sequence[int]) -> Iterator[Count]:
    """How many numbers are in each bucket; the last has no upper bound."""
    found = Counter(bisect_left(bounds, number + 1) - 1 for number in numbers)
    for place, (low, following) in enumerate(pairwise(bounds)):
        yield Count(name=_between(low, following - 1), count=found[place])
    yield Count(name=words.OR_MORE.format(low=f"{bounds[-1]:,}"), count=found[len(bounds) - 1])


def _between(low: int, high: int) -> str:
    if low == high:
        return f"{low:,}"
    return words.RANGE.format(low=f"{low:,}", high=f"{high:,}")
