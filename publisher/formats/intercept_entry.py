"""What an Intercept document has of ours for a tool, as lines."""

from collections.abc import Iterator

from catalog.model.policy import ToolRule
from catalog.taxonomy import Action
from publisher.formats.conditions import conditions
from publisher.formats.spelling import quoted
from publisher.formats.yaml_text import sentence, signed

OURS = "toolrisk"
"""Names our rules, and the counter of a limit beside one of the user's."""


def hidden_item(rule: ToolRule) -> str:
    return signed(quoted(rule.tool), rule.digest)


def entry(rule: ToolRule) -> list[str]:
    """The lines of a tool with all of its rules."""
    lines = [f"  {line}" for each in rules_of(rule) for line in each]
    head = "  rules:" if lines else "  rules: []"
    return [signed(f"{quoted(rule.tool)}:", rule.digest), head, *(f"  {line}" for line in lines)]


def rules_of(rule: ToolRule, taken: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The rules by their lines; the user has counted the calls in the windows `taken`."""
    reason = f"  on_deny: {sentence(rule.reason)}"
    limit = next((each.limit for each in (rule, *rule.cases) if each.limit), None)
    if rule.cases:
        yield [f'- name: "{OURS}: arguments"', *_conditions(rule), reason]
    elif rule.action is Action.DENY:
        yield [f'- name: "{OURS}: deny"', "  action: deny", reason]
    if limit and limit.window not in taken:
        yield [f'- name: "{OURS}: limit"', f"  rate_limit: {limit.max}/{limit.window}"]
    elif limit:
        path = quoted(f"state.{rule.tool}.{OURS}")
        yield [
            f'- name: "{OURS}: limit"',
            *("  conditions:", f"    - path: {path}", "      op: lte", f"      value: {limit.max}"),
            *("  state:", f"    counter: {OURS}", f"    window: {limit.window}"),
        ]


def _conditions(rule: ToolRule) -> Iterator[str]:
    yield "  conditions:"
    for each in conditions(rule):
        value = each["value"]
        written = quoted(value) if isinstance(value, str) else f"[{', '.join(map(quoted, value))}]"
        yield from (f"    - path: {quoted(each['path'])}", f"      op: {each['op']}")
        yield f"      value: {written}"
