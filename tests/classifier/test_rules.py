"""Every rule of the register proves itself: it hits its hits and misses its misses."""

from typing import Any

import pytest
from definitions import example

from classifier.match import match
from classifier.rule import Rule, load_all


def found(given: str | dict[str, Any]) -> set[str]:
    return {each.rule.id for each in match(*example(given))}


@pytest.mark.parametrize(
    ("rule", "given"), [(rule, given) for rule in load_all() for given in rule.hits], ids=str
)
def test_hits(rule: Rule, given: str | dict[str, Any]) -> None:
    assert rule.id in found(given)


@pytest.mark.parametrize(
    ("rule", "given"), [(rule, given) for rule in load_all() for given in rule.misses], ids=str
)
def test_misses(rule: Rule, given: str | dict[str, Any]) -> None:
    assert rule.id not in found(given)
