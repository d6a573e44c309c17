"""A rule of ours beside one of the user's: the stricter of both."""

from catalog.model.policy import AdvisedCase, ToolRule
from catalog.taxonomy import Action


def at_least(rule: ToolRule, floor: Action) -> ToolRule:
    """The rule, and its cases, no laxer than that; without the cases that then say nothing."""
    own = rule if rule.action.rank >= floor.rank else rule.model_copy(update=_only(floor))
    cases = (_case(each, floor) for each in rule.cases)
    kept = tuple(each for each in cases if each.action is not own.action or each.limit != own.limit)
    return own.model_copy(update={"cases": kept})


def _case(case: AdvisedCase, floor: Action) -> AdvisedCase:
    return case if case.action.rank >= floor.rank else case.model_copy(update=_only(floor))


def _only(action: Action) -> dict[str, object]:
    return {"action": action, "limit": None}
