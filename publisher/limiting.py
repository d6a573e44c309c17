"""Pure: one limit for several rulings, where a format cannot count their calls apart."""

from collections.abc import Iterable
from typing import TypeVar

from catalog.model.policy import Limit, Ruling, ToolRule
from catalog.taxonomy import Action

R = TypeVar("R", bound=Ruling)


def strictest(rules: Iterable[ToolRule]) -> Limit | None:
    """Of the limits of these rules and their cases."""
    rulings = (ruling for rule in rules for ruling in (rule, *rule.cases))
    limits = (ruling.limit for ruling in rulings if ruling.limit)
    return min(limits, key=lambda each: each.a_minute, default=None)


def limited(rule: ToolRule, limit: Limit) -> ToolRule:
    """The rule with this limit for all calls that it lets through."""
    cases = tuple(_limited(each, limit) for each in rule.cases)
    return _limited(rule, limit).model_copy(update={"cases": cases})


def _limited(ruling: R, limit: Limit) -> R:
    passes = ruling.action in (Action.ALLOW, Action.LIMIT)
    update = {"action": Action.LIMIT, "limit": limit} if passes else {}
    return ruling.model_copy(update=update)
