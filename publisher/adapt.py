"""Pure: policies → the nearest ones that a format can say, and what was lost on the way.

No target weakens a rule: what its format cannot say becomes the next stricter thing that it
can. So each target only spells out what it is given, and is right when its engine decides as
`decision.decide` does on the adapted policy.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from catalog.model.policy import AdvisedCase, Policy, Ruling, ToolRule
from catalog.taxonomy import Action

Stack = Mapping[str, Policy]
"""Policies by the name under which the client or gateway knows the server."""

Spelling = Callable[[str, str], str | None]
"""Server and tool → the name that an engine compares; None for one that cannot be written."""

R = TypeVar("R", bound=Ruling)

NEAREST = {
    Action.ALLOW: (Action.ALLOW,),
    Action.LIMIT: (Action.LIMIT, Action.ASK, Action.DENY, Action.HIDE),
    Action.ASK: (Action.ASK, Action.DENY, Action.HIDE),
    Action.DENY: (Action.DENY, Action.HIDE),
    Action.HIDE: (Action.HIDE, Action.DENY),
}
"""What each action becomes: the first of these that the format has."""


def exact(server: str, tool: str) -> str:
    """The spelling of a format that tells every name from every other."""
    return f"{server}\0{tool}"


def anything(_text: str) -> bool:
    """For a format that can write every parameter and value."""
    return True


class Abilities(NamedTuple):
    """What a policy format can say.

    `arguments`: that an argument is one of some strings. `limits_by_argument`: a limit for
    those calls alone. `writes`: whether it can write a parameter or a value. `unnamed` is what becomes of tools that a document does not name; where
    that is not deny, the format spells every name. `remarks` are true of every document.
    """

    actions: frozenset[Action]
    arguments: bool = False
    limits_by_argument: bool = False
    writes: Callable[[str], bool] = anything
    unnamed: Action = Action.DENY
    spelled: Spelling = exact
    remarks: tuple[str, ...] = ()


class Lost(StrEnum):
    """What of a rule a format could not say."""

    LIMIT = "limit"
    ASK = "ask"
    DENY = "deny"
    HIDE = "hide"
    ARGUMENTS = "arguments"
    LIMIT_BY_ARGUMENT = "limit by argument"
    VALUE = "value"
    NAME = "name"
    NAMESAKE = "namesake"


class Loss(NamedTuple):
    """What of one rule a format could not say, and what became of those calls."""

    server: str
    tool: str
    lost: Lost
    became: Action


class Adapted(NamedTuple):
    """Policies that a format can say, servers and rules sorted by name, with what was lost."""

    stack: Stack
    losses: tuple[Loss, ...]


class Fitted(NamedTuple):
    """One server's rule in what a format has, with what of it was lost so far."""

    server: str
    rule: ToolRule
    lost: tuple[tuple[Lost, Action], ...]

    def losing(self, lost: Lost, **changed: object) -> "Fitted":
        """The same with a change to its rule, which is a loss."""
        rule = self.rule.model_copy(update=changed)
        return Fitted(self.server, rule, (*self.lost, (lost, rule.action)))


def adapt(stack: Stack, can: Abilities) -> Adapted:
    """The policies as the format can say them: nothing passes that they would not let pass."""
    named: dict[str | None, list[Fitted]] = defaultdict(list)
    for server, policy in sorted(stack.items()):
        for rule in sorted(policy.rules, key=lambda each: each.tool):
            named[can.spelled(server, rule.tool)].append(_fitted(server, rule, can))
    nameless = [_nameless(each, can) for each in named.pop(None, [])]
    fitted = [each for namesakes in named.values() for each in _alike(namesakes)]
    rules: dict[str, list[ToolRule]] = defaultdict(list)
    for each in fitted:
        rules[each.server].append(each.rule)
    adapted = {
        server: stack[server].model_copy(
            update={"rules": tuple(sorted(rules[server], key=lambda each: each.tool))}
        )
        for server in sorted(stack)
    }
    losses = (
        Loss(each.server, each.rule.tool, *lost) for each in fitted + nameless for lost in each.lost
    )
    return Adapted(adapted, tuple(sorted(losses)))


def _fitted(server: str, rule: ToolRule, can: Abilities) -> Fitted:
    """The rule in the format's actions, limits and arguments."""
    own = _nearest(rule, can)
    looks = can.arguments and own.action is not Action.HIDE
    cases = _written(rule.cases, can) if looks else ()
    lost = {*_unsaid(rule, can), *(each for case in cases for each in _unsaid(case, can))}
    made = own.model_copy(update={"cases": tuple(_nearest(each, can) for each in cases)})
    fitted = Fitted(server, made, tuple(sorted(lost)))
    if rule.cases and not looks:
        fitted = fitted.losing(Lost.ARGUMENTS)
    elif cases != rule.cases:
        fitted = fitted.losing(Lost.VALUE)
    if not can.limits_by_argument:
        fitted = _limited_at_once(fitted)
    return _without_idle_cases(fitted)


def _written(cases: tuple[AdvisedCase, ...], can: Abilities) -> tuple[AdvisedCase, ...]:
    """The cases with those of their values that the format can write."""
    kept: list[AdvisedCase] = []
    for case in cases:
        values = tuple(filter(can.writes, case.when.values))
        if values and can.writes(case.when.parameter):
            when = case.when.model_copy(update={"values": values})
            kept.append(case.model_copy(update={"when": when}))
    return tuple(kept)


def _nearest(ruling: R, can: Abilities) -> R:
    action = next(each for each in NEAREST[ruling.action] if each in can.actions)
    limit = ruling.limit if action is Action.LIMIT else None
    return ruling.model_copy(update={"action": action, "limit": limit})


def _unsaid(ruling: Ruling, can: Abilities) -> list[tuple[Lost, Action]]:
    became = _nearest(ruling, can).action
    return [] if became is ruling.action else [(Lost(ruling.action), became)]


def _limited_at_once(fitted: Fitted) -> Fitted:
    """One limit, the strictest, for all calls that are let through, where any of them has one."""
    rule = fitted.rule
    limits = [each.limit for each in (rule, *rule.cases) if each.limit]
    if not rule.cases or not limits:
        return fitted
    limit = min(limits, key=lambda each: each.a_minute)

    def limited(ruling: R) -> R:
        passes = ruling.action in (Action.ALLOW, Action.LIMIT)
        update = {"action": Action.LIMIT, "limit": limit} if passes else {}
        return ruling.model_copy(update=update)

    made = limited(rule).model_copy(update={"cases": tuple(map(limited, rule.cases))})
    if made == rule:
        return fitted
    return fitted._replace(rule=made, lost=(*fitted.lost, (Lost.LIMIT_BY_ARGUMENT, Action.LIMIT)))


def _without_idle_cases(fitted: Fitted) -> Fitted:
    """Without the cases in which the rule's own ruling says the same."""
    own = fitted.rule.strictness
    cases: tuple[AdvisedCase, ...] = tuple(
        each for each in fitted.rule.cases if each.strictness != own
    )
    return fitted._replace(rule=fitted.rule.model_copy(update={"cases": cases}))


def _nameless(fitted: Fitted, can: Abilities) -> Fitted:
    return fitted._replace(lost=((Lost.NAME, can.unnamed),))


def _alike(namesakes: list[Fitted]) -> list[Fitted]:
    """Rules that the format cannot tell apart: the strictest holds for all of them."""
    if len(namesakes) == 1:
        return namesakes
    strictest = max((each.rule for each in namesakes), key=lambda each: each.strictness)
    ruling = {"action": strictest.action, "limit": strictest.limit, "cases": ()}
    return [
        each if _same(each.rule, strictest) else each.losing(Lost.NAMESAKE, **ruling)
        for each in namesakes
    ]


def _same(rule: ToolRule, other: ToolRule) -> bool:
    return not rule.cases and (rule.action, rule.limit) == (other.action, other.limit)
