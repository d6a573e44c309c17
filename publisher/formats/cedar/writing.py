"""Pure: rules → Cedar policies.

A call passes a policy's condition exactly when the rule lets it through. Each condition asks
whether what it looks at is there, since Cedar leaves out a policy that cannot be evaluated,
also one that forbids.
"""

from collections.abc import Mapping

from catalog.model.policy import Case, Ruling, ToolRule
from catalog.taxonomy import Action
from publisher.formats.cedar.language import quoted
from publisher.formats.spelling import whole

ALWAYS, NEVER = "true", "false"
ASKED = "context has approved && context.approved"


def statement(
    effect: str, scope: str, when: str, annotations: Mapping[str, str], *, unless: bool = False
) -> str:
    """One policy. Where `unless`, it holds for the calls that do not pass the condition."""
    lines = [f"@{name}({quoted(whole(text))})" for name, text in annotations.items()]
    if when == (NEVER if unless else ALWAYS):
        lines.append(f"{effect} ({scope});")
    else:
        lines += [f"{effect} ({scope})", f"{'unless' if unless else 'when'} {{ {when} }};"]
    return "\n".join(lines) + "\n"


def condition(rule: ToolRule) -> str:
    """Whether a call of the tool passes."""
    alike: dict[str, list[Case]] = {}
    for case in rule.cases:
        alike.setdefault(_passes(case), []).append(case)
    tests = [f"if {_meets(cases)} then {passes} else " for passes, cases in alike.items()]
    return "".join(tests) + _passes(rule)


def _meets(cases: list[Case]) -> str:
    """Whether one of the cases, all of them about one parameter, is about the call."""
    name = quoted(cases[0].when.parameter)
    values = ", ".join(quoted(value) for case in cases for value in case.when.values)
    known = f"context has input && context.input has {name}"
    return f"{known} && [{values}].contains(context.input[{name}])"


def _passes(ruling: Ruling) -> str:
    if ruling.limit:
        count = f"calls.{ruling.limit.window}"
        return f"context has {count} && context.{count} < {ruling.limit.max}"
    return {Action.ALLOW: ALWAYS, Action.ASK: ASKED}.get(ruling.action, NEVER)
