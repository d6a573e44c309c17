"""Conditions on arguments, as Intercept and PolicyLayer write them.

Source: POLICY.md and the engine of https://github.com/PolicyLayer/Intercept, read in November
2026. A path is split at its dots and goes down into objects, so that a parameter whose name has
one cannot be named. `in` compares what Go prints of the values, so that the number 5 is in
["5"]; `regex` holds of strings alone, so that the two together say: exactly one of these strings.
Go reads every lone surrogate as one and the same character, so that none may be written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.model.policy import Case, Condition, Rule, ToolRule
from publisher.abilities import Lost
from publisher.formats.spelling import unicode

_ANY_STRING = {"op": "regex", "value": "^"}


def unsaid(rule: ToolRule) -> frozenset[Lost]:
    """Whether the rule looks at an argument that no path names, or at a value that none is."""
    said = all(map(_said, rule.cases))
    return frozenset() if said else frozenset({Lost.ARGUMENTS})


def _said(case: Case) -> bool:
    name = case.when.parameter
    return bool(name) and "." not in name and all(map(unicode, (name, *case.when.values)))


def conditions(rule: Rule) -> list[dict[str, Any]]:
    """That the argument is one of the strings that the rule's cases let through."""
    path = f"args.{rule.cases[0].when.parameter}"
    values = [value for each in rule.cases for value in each.when.values]
    return [{"path": path, "op": "in", "value": values}, {"path": path, **_ANY_STRING}]


def condition(written: Sequence[Mapping[str, Any]]) -> Condition | None:
    """What `conditions` wrote; None for conditions that say something else."""
    match written:
        case [{"path": str(path), "op": "in", "value": [*values]}, {**second}] if (
            values
            and path.startswith("args.")
            and all(isinstance(each, str) for each in values)
            and second == {"path": path, **_ANY_STRING}
        ):
            return Condition(parameter=path.removeprefix("args."), values=tuple(values))
    return None
