"""Pure: policies → the nearest ones that a format can say, and what was lost on the way.

No target weakens a rule: what its format cannot say becomes the next stricter thing that it
can. So each target only spells out what it is given, and is right when its engine decides as
`decision.decide` does on the adapted policy.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.model.policy import AdvisedCase, Limit, Policy, Ruling, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.narrowing import limited, limits_of, nearest, settled, within_all

Stack = Mapping[str, Policy]
"""Policies by the name under which the client or gateway knows the server."""


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

    def limited(self, limit: Limit, lost: Lost) -> "Fitted":
        """The same with this limit for all calls that it lets through."""
        rule = limited(self.rule, limit)
        if rule == self.rule:
            return self
        return Fitted(self.server, rule, (*self.lost, (lost, Action.LIMIT)))


def adapt(stack: Stack, can: Abilities) -> Adapted:
    """The policies as the format can say them: nothing passes that they would not let pass."""
    named: dict[str | None, list[Fitted]] = defaultdict(list)
    for server, policy in sorted(stack.items()):
        for rule in sorted(policy.rules, key=lambda each: each.tool):
            fitted_rule = _fitted(server, rule, can.of(server, rule))
            named[can.spelled(server, rule.tool)].append(fitted_rule)
    nameless = [_nameless(each, can) for each in named.pop(None, [])]
    fitted = [each for namesakes in named.values() for each in _alike(namesakes)]
    if can.shared:
        fitted = _limited_together(fitted, can.shared)
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
    own = nearest(rule, can.actions)
    looks = can.arguments and own.action is not Action.HIDE
    cases = _written(rule.cases, can) if looks else ()
    lost = {*_unsaid(rule, can), *(each for case in cases for each in _unsaid(case, can))}
    made = own.model_copy(update={"cases": tuple(nearest(each, can.actions) for each in cases)})
    fitted = Fitted(server, made, tuple(sorted(lost)))
    if rule.cases and not looks:
        fitted = fitted.losing(Lost.ARGUMENTS)
    elif cases != rule.cases:
        fitted = fitted.losing(Lost.VALUE)
    if not can.limits_by_argument:
        fitted = _limited_at_once(fitted)
    return fitted._replace(rule=settled(fitted.rule))


def _written(cases: tuple[AdvisedCase, ...], can: Abilities) -> tuple[AdvisedCase, ...]:
    """The cases with those of their values that the format can write."""
    kept: list[AdvisedCase] = []
    for case in cases:
        values = tuple(filter(can.writes, case.when.values))
        if values and can.writes(case.when.parameter):
            when = case.when.model_copy(update={"values": values})
            kept.append(case.model_copy(update={"when": when}))
    return tuple(kept)


def _unsaid(ruling: Ruling, can: Abilities) -> list[tuple[Lost, Action]]:
    became = nearest(ruling, can.actions).action
    return [] if became is ruling.action else [(Lost(ruling.action), became)]


def _limited_at_once(fitted: Fitted) -> Fitted:
    """One limit, the strictest, for all calls that are let through, where any of them has one."""
    limit = within_all(limits_of(fitted.rule))
    if not fitted.rule.cases or not limit:
        return fitted
    return fitted.limited(limit, Lost.LIMIT_BY_ARGUMENT)


def _limited_together(fitted: list[Fitted], shared: Callable[[Limit], Limit]) -> list[Fitted]:
    """The strictest limit of each server for all of its tools that are let through."""
    by_server: dict[str, list[Limit]] = defaultdict(list)
    for each in fitted:
        by_server[each.server] += map(shared, limits_of(each.rule))
    together = {server: within_all(limits) for server, limits in by_server.items()}
    return [
        each.limited(limit, Lost.LIMIT_BY_TOOL) if (limit := together[each.server]) else each
        for each in fitted
    ]


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
