"""Pure: the policies of one tool in a Cedar text → the rule that they are.

What a condition of another kind lets through is not known here: a permit with one is read as
if it let through everything, and a forbid with one as if it were not there. A permit of
another scope may be about any tool.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, cast

from pydantic import ValidationError

from catalog.model.policy import Case, Condition, Limit, Rule, Ruling, Window
from catalog.taxonomy import Action
from publisher.formats.cedar.language import STRING, unquoted

_PASSES = (
    r"(?:(?P<always>true)|(?P<never>false)|"
    r"(?P<asked>context has approved && context \. approved)|"
    r"context has calls \. (?P<window>minute|hour|day) "
    r"&& context \. calls \. (?P=window) < (?P<max>[1-9][0-9]{0,17}))"
)
_OWN = re.compile(_PASSES)
_CASE = re.compile(
    rf"if context has input && context \. input has (?P<name>{STRING}) "
    rf"&& \[ (?P<values>{STRING}(?: , {STRING})*) \] "
    rf"\. contains \( context \. input \[ (?P=name) \] \) then {_PASSES} else ",
    re.DOTALL,
)
_VALUE = re.compile(STRING, re.DOTALL)


class Seen(NamedTuple):
    """What one policy says of calls of a tool: its effect, its conditions and its digest."""

    effect: str
    conditions: str
    digest: str | None


EVERY = "*"
"""The tools that a document does not name."""
BROAD = Seen("permit", "", None)
"""A permit that may be about any tool."""


def rule_of(tool: str, seen: Iterable[Seen]) -> Rule:
    """The rule that these policies are together; denied where none permits."""
    policies = list(seen)
    digest = next((each.digest for each in policies if each.digest), None)
    permits = [each.conditions for each in policies if each.effect == "permit"]
    if any(each.effect == "forbid" and not each.conditions for each in policies) or not permits:
        return Rule(tool=tool, action=Action.DENY, digest=digest)
    read = [_rule(tool, each) for each in permits]
    mildest = min(read, key=_strictness)
    left = [_rule(tool, each.conditions, "unless") for each in policies if each.effect == "forbid"]
    return max((mildest, *left), key=_strictness).model_copy(update={"digest": digest})


def _strictness(rule: Rule) -> tuple[object, int]:
    return rule.strictness, -len(rule.cases)


def _rule(tool: str, conditions: str, begins: str = "when") -> Rule:
    """What passes such a condition."""
    body = conditions.removeprefix(f"{begins} {{ ").removesuffix(" }") if conditions else "true"
    cases, at = list[Case](), 0
    while match := _CASE.match(body, at):
        cases.append(_case(tool, match))
        at = match.end()
    own = _OWN.fullmatch(body, at)
    try:
        if own:
            ruling = _ruling(tool, own)
            return Rule(tool=tool, action=ruling.action, limit=ruling.limit, cases=tuple(cases))
    except ValidationError:  # cases that close, or that overlap, as no rule of ours has them
        pass
    return Rule(tool=tool, action=Action.ALLOW)


def _case(tool: str, match: re.Match[str]) -> Case:
    values = tuple(map(unquoted, _VALUE.findall(match["values"])))
    when = Condition(parameter=unquoted(match["name"]), values=values)
    ruling = _ruling(tool, match)
    return Case(when=when, action=ruling.action, limit=ruling.limit)


def _ruling(tool: str, match: re.Match[str]) -> Ruling:
    """What passes, of a match of one who passes."""
    if match["max"]:
        window = cast("Window", match["window"])
        limit = Limit(counter=f"{tool}_rate", window=window, max=int(match["max"]))
        return Ruling(action=Action.LIMIT, limit=limit)
    if match["always"]:
        return Ruling(action=Action.ALLOW)
    return Ruling(action=Action.ASK if match["asked"] else Action.DENY)
