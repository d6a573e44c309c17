"""What is added gives: texts end to end, lists end to end, one of several types."""

from collections.abc import Sequence

from crawler.introspection.source.budget import CHARACTERS, ITEMS
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Blurred,
    ClassValue,
    External,
    Value,
)


def added(values: Sequence[Value]) -> Value:
    """Texts end to end, lists end to end, or one of several types."""
    first = values[0] if values else ""
    if any(isinstance(each, str) for each in values):
        return _text(values)
    if isinstance(first, list) and all(isinstance(each, list) for each in values):
        return [item for each in values for item in each][:ITEMS]
    if isinstance(first, dict) and all(isinstance(each, dict) for each in values):
        return {key: value for each in values for key, value in each.items()}
    if any(isinstance(each, list) for each in values):
        return [item for each in values for item in (each if isinstance(each, list) else [UNKNOWN])]
    if any(isinstance(each, External | Applied | ClassValue) for each in values):
        return Applied(External("|"), tuple(values))
    return UNKNOWN


def _text(values: Sequence[Value]) -> Value:
    sure = all(isinstance(each, str | int) for each in values)
    blurred = not sure or any(isinstance(each, Blurred) for each in values)
    parts = [str(each) if isinstance(each, str | int) else "…" for each in values]
    if sum(map(len, parts)) > CHARACTERS:
        return UNKNOWN
    text = "".join(parts)
    return Blurred(text) if blurred else text
