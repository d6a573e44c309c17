"""Every rule of the register proves itself: it hits its hits and misses its misses."""

from typing import Any

import pytest

from classifier.match import match, server_matches
from classifier.rule import load_all
from tests.classifier.definitions import example

HITS = [(rule.id, given) for rule in load_all() for given in rule.hits]
MISSES = [(rule.id, given) for rule in load_all() for given in rule.misses]


def found(given: str | dict[str, Any]) -> set[str]:
    tool, context = example(given)
    return {each.rule.id for each in (*match(tool).matches, *server_matches(context))}


@pytest.mark.parametrize(("rule", "given"), HITS, ids=str)
def test_hits(rule: str, given: str | dict[str, Any]) -> None:
    assert rule in found(given)


@pytest.mark.parametrize(("rule", "given"), MISSES, ids=str)
def test_misses(rule: str, given: str | dict[str, Any]) -> None:
    assert rule not in found(given)
