"""A proportion with its Wilson interval."""

from collections.abc import Sequence

from catalog.model.value import Value

Z = 1.959964
"""Of a two-sided 95 % interval."""


class Share(Value):
    """A figure between 0 and 1 with its 95 % interval, over `of` cases; None over no cases."""

    value: float | None
    low: float
    high: float
    of: int


def share(cases: Sequence[bool]) -> Share:
    """A proportion with its Wilson interval."""
    count = len(cases)
    if not count:
        return Share(value=None, low=0, high=1, of=0)
    value = sum(cases) / count
    spread = Z * (value * (1 - value) / count + Z * Z / (4 * count * count)) ** 0.5
    middle, scale = value + Z * Z / (2 * count), 1 + Z * Z / count
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Share(value=value, low=max(0.0, low), high=min(1.0, high), of=count)
