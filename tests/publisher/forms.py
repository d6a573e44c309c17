"""Every policy target, with what its document holds, and the calls that tell rules apart."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import settings

from catalog.model.policy import Policy
from publisher import target
from publisher.adapt import Stack
from publisher.target import Target
from tests.publisher.calls import ALONE, STACK

TARGETS = pytest.mark.parametrize("form", [*map(target.find, target.names())], ids=target.names())
SOME = settings(max_examples=30)
"""Examples for each of the targets: they are many, and each meets others than its neighbour."""
OTHER = "a value that no case has"


def fitting(form: Target, stack: Stack) -> Stack:
    """The stack, or one server of it where a document holds no more."""
    return stack if form.stacks else dict(list(stack.items())[:1])


def table(form: Target) -> Stack:
    """What the table of calls is about, in this format."""
    return STACK if form.stacks else ALONE


def calls_of(policy: Policy) -> list[tuple[str, Mapping[str, Any]]]:
    """A call of every kind that its rules tell apart, and some of the kinds beside."""
    found: list[tuple[str, Mapping[str, Any]]] = [("no tool of this name", {})]
    for rule in policy.rules:
        found += [(rule.tool, {}), (rule.tool.swapcase(), {}), (f"{rule.tool} ", {})]
        for case in rule.cases:
            name = case.when.parameter
            tries = (*case.when.values, OTHER, [*case.when.values], 7, None)
            found += [(rule.tool, {name: value}) for value in tries]
    return found
