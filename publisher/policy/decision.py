"""Pure: what a policy says of one call. What every engine is held against."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.model.policy import Rule, Ruling
from catalog.taxonomy import Action


def decide(
    rules: Iterable[Rule],
    tool: str,
    arguments: Mapping[str, Any],
    *,
    unnamed: Action = Action.DENY,
) -> Ruling:
    """What becomes of this call; of a tool that no rule names, `unnamed`."""
    rule = next((each for each in rules if each.tool == tool), None)
    if rule is None:
        return Ruling(action=unnamed)
    for case in rule.cases:
        value = arguments.get(case.when.parameter)
        if isinstance(value, str) and value in case.when.values:
            return case.alone
    return rule.alone
