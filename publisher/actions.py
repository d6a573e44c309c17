"""The verdicts on the values of a tool's action argument, each with what its rule does. Pure."""

from collections.abc import Iterator, Sequence

from catalog.model.classification import ActionVerdict
from catalog.model.definition import ActionLine
from catalog.model.policy import Ruling, ToolRule
from publisher.excerpt import NAME, cut
from publisher.words.changes import ruled

SHOWN = 50
"""Values shown on a page."""


def action_lines(actions: Sequence[ActionVerdict], rule: ToolRule) -> tuple[ActionLine, ...]:
    """The first SHOWN, in the schema's order."""
    return tuple(_lines(actions[:SHOWN], rule))


def _lines(actions: Sequence[ActionVerdict], rule: ToolRule) -> Iterator[ActionLine]:
    cases: dict[tuple[str, str], Ruling] = {
        (case.when.parameter, value): case for case in rule.cases for value in case.when.values
    }
    for each in actions:
        ruling = cases.get((each.parameter, each.action), rule)
        yield ActionLine.known(
            parameter=cut(each.parameter, NAME),
            action=cut(each.action, NAME),
            category=each.category,
            risk=each.risk,
            ruling=ruling.action,
            rule=ruled(ruling),
        )
