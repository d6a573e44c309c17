"""Pure: what a rule says, said with fewer means: nearer actions, one limit, fewer cases."""

from collections.abc import Sequence, Set
from typing import TypeVar

from catalog.model.policy import MINUTES, AdvisedCase, Condition, Limit, Ruling, ToolRule
from catalog.taxonomy import Action

R = TypeVar("R", bound=Ruling)

NEAREST = {
    Action.ALLOW: (Action.ALLOW,),
    Action.LIMIT: (Action.LIMIT, Action.ASK, Action.DENY, Action.HIDE),
    Action.ASK: (Action.ASK, Action.DENY, Action.HIDE),
    Action.DENY: (Action.DENY, Action.HIDE),
    Action.HIDE: (Action.HIDE, Action.DENY),
}
"""What each action becomes: the first of these that the format has."""


def nearest(ruling: R, actions: Set[Action]) -> R:
    """The ruling in the nearest of these actions."""
    action = next(each for each in NEAREST[ruling.action] if each in actions)
    limit = ruling.limit if action is Action.LIMIT else None
    return ruling.model_copy(update={"action": action, "limit": limit})


def limits_of(rule: ToolRule) -> list[Limit]:
    """The limits of a rule and of its cases."""
    return [ruling.limit for ruling in (rule, *rule.cases) if ruling.limit]


def within_all(limits: Sequence[Limit]) -> Limit | None:
    """What lets through no more than any of these, of calls at once as well; None for none."""
    if not limits:
        return None
    fewest = min(limits, key=lambda each: (each.max, each.a_minute))
    longest = max(limits, key=lambda each: MINUTES[each.window])
    within = all(fewest.within(each) for each in limits)
    return fewest if within else fewest.model_copy(update={"window": longest.window})


def limited(rule: ToolRule, limit: Limit) -> ToolRule:
    """The rule with this limit for all calls that it lets through."""
    cases = tuple(_limited(each, limit) for each in rule.cases)
    return _limited(rule, limit).model_copy(update={"cases": cases})


def _limited(ruling: R, limit: Limit) -> R:
    passes = ruling.action in (Action.ALLOW, Action.LIMIT)
    update = {"action": Action.LIMIT, "limit": limit} if passes else {}
    return ruling.model_copy(update=update)


def settled(rule: ToolRule) -> ToolRule:
    """The rule with one case for each ruling that is not its own."""
    if not rule.cases:
        return rule
    cases: dict[Ruling, AdvisedCase] = {}
    for case in rule.cases:
        ruling = case.alone
        cases[ruling] = _joined(cases[ruling], case) if ruling in cases else case
    cases.pop(rule.alone, None)
    return rule.model_copy(update={"cases": tuple(cases.values())})


def _joined(case: AdvisedCase, other: AdvisedCase) -> AdvisedCase:
    """Both in one, with the reason of the riskier."""
    values = (*case.when.values, *other.when.values)
    riskier = max(case, other, key=lambda each: each.risk.rank)
    when = Condition(parameter=case.when.parameter, values=values)
    return riskier.model_copy(update={"when": when})
