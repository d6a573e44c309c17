"""Verdicts → the Policy recommended for them. Pure. Everything that no rule names is denied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from catalog.model.classification import ActionVerdict, Classification
from catalog.model.policy import AdvisedCase, Condition, Policy, Ruling, ToolRule
from catalog.model.tool import Tool
from catalog.taxonomy import Action, Category
from publisher.policy.advice import Advice, Kind, advise, kind_of, kind_of_action
from publisher.policy.choice import chooser
from publisher.policy.profile import Profile
from publisher.policy.profile_file import DEFAULT, built_in
from publisher.words import advice as words

BALANCED = built_in(DEFAULT)
R = TypeVar("R", bound=Ruling)


def recommend(
    server: str,
    tools: Sequence[tuple[Tool, Classification]],
    profile: Profile = BALANCED,
    *,
    unverified: bool = False,
) -> Policy:
    """The policy for a server's tools; `unverified` ones have only been read from its source."""
    rules = (
        recommend_rule(tool, verdict, profile, server, unverified=unverified)
        for tool, verdict in tools
    )
    return policy_of(server, rules)


def policy_of(server: str, rules: Iterable[ToolRule]) -> Policy:
    """The rules of a server, sorted by name; of several for one name, the strictest.

    No case of it stands then: it would be about one of the definitions alone.
    """
    by_name: dict[str, list[ToolRule]] = defaultdict(list)
    for rule in rules:
        by_name[rule.tool].append(rule)
    kept = [_strictest(by_name[name]) for name in sorted(by_name)]
    return Policy(server=server, rules=tuple(_counted_apart(kept)))


def recommend_rule(
    tool: Tool,
    verdict: Classification,
    profile: Profile = BALANCED,
    server: str = "",
    *,
    unverified: bool = False,
) -> ToolRule:
    """The rule for one tool of the server of that name, with its reason in words."""
    counter = counter_of(tool.name)
    kind = kind_of(verdict, unverified=unverified)
    advice = advise(kind, profile, counter)
    cases = _cases(tool, verdict, kind, profile, advice.ruling)
    ruling, reason = _visible(advice, verdict.category, cases)
    if decided := profile.decided(server, tool.name):
        ruling, cases = decided.ruling(counter), ()
        reason = words.DECIDED.format(why=decided.why)
    return ToolRule(
        tool=tool.name,
        action=ruling.action,
        limit=ruling.limit,
        cases=cases,
        reason=reason,
        category=verdict.category,
        risk=verdict.risk,
        digest=tool.digest,
    )


def counter_of(tool: str) -> str:
    """The name under which calls are counted, as PolicyLayer's pages form it."""
    return f"{tool.lower()}_rate"


def _cases(
    tool: Tool, verdict: Classification, whole: Kind, profile: Profile, own: Ruling
) -> tuple[AdvisedCase, ...]:
    """The calls by argument that are milder than the rest, those of one ruling together."""
    if "unsure" in whole.doubts or chooser(tool, verdict) is None:
        return ()
    counter = counter_of(tool.name)
    found = (_case(action, whole, profile, counter) for action in verdict.actions)
    return tuple(_together(each for each in found if each.strictness < own.strictness))


def _case(action: ActionVerdict, whole: Kind, profile: Profile, counter: str) -> AdvisedCase:
    advice = advise(kind_of_action(action, whole), profile, counter)
    return AdvisedCase(
        when=Condition(parameter=action.parameter, values=(action.action,)),
        action=advice.ruling.action,
        limit=advice.ruling.limit,
        reason=advice.reason,
        category=action.category,
        risk=action.risk,
    )


def _together(cases: Iterable[AdvisedCase]) -> Iterator[AdvisedCase]:
    """The cases with one verdict and ruling as one, with all of their values, mildest first."""
    found: dict[tuple[object, ...], list[AdvisedCase]] = defaultdict(list)
    for case in cases:
        found[case.strictness, case.category.rank, case.risk.rank].append(case)
    for key in sorted(found):
        first = found[key][0]
        values = sorted(value for case in found[key] for value in case.when.values)
        when = Condition(parameter=first.when.parameter, values=tuple(values))
        yield first.model_copy(update={"when": when})


def _visible(
    advice: Advice, category: Category, cases: Sequence[AdvisedCase]
) -> tuple[Ruling, str]:
    """What is recommended; a tool of which some calls are let through cannot be hidden."""
    if cases and advice.ruling.action is Action.HIDE:
        because = words.BECAUSE[category]
        reason = words.OTHERS.format(parameter=cases[0].when.parameter, because=because)
        return Ruling(action=Action.DENY), reason
    return advice.ruling, advice.reason


def _strictest(rules: Sequence[ToolRule]) -> ToolRule:
    first = max(rules, key=lambda each: (each.strictness, each.risk.rank, each.digest))
    return first if len(rules) == 1 else first.model_copy(update={"cases": ()})


def _counted_apart(rules: Sequence[ToolRule]) -> Iterator[ToolRule]:
    """Each tool under a counter of its own: of those that differ in case only, its exact name."""
    uses = Counter(counter_of(rule.tool) for rule in rules)
    for rule in rules:
        shared = uses[counter_of(rule.tool)] > 1
        yield _counted(rule, f"{rule.tool}_rate") if shared else rule


def _counted(rule: ToolRule, counter: str) -> ToolRule:
    cases = tuple(_recounted(each, counter) for each in rule.cases)
    return _recounted(rule, counter).model_copy(update={"cases": cases})


def _recounted(ruling: R, counter: str) -> R:
    if ruling.limit is None:
        return ruling
    limit = ruling.limit.model_copy(update={"counter": counter})
    return ruling.model_copy(update={"limit": limit})
