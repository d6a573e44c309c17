"""Verdicts → the Policy recommended for them. Pure.

The map from category to rule is the one that readers of PolicyLayer's catalogue know from
its tool pages (https://policylayer.com/tools/…, read in November 2026): Read free, Write
30 calls a minute, Execute 10 a minute, Destructive hidden, Financial denied until a
person approves. Everything that no rule names is denied.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog.model.classification import Classification
from catalog.model.policy import Limit, Policy, ToolRule
from catalog.model.tool import Tool
from catalog.taxonomy import Action, Category

WRITES_A_MINUTE = 30
EXECUTIONS_A_MINUTE = 10


class Advice(NamedTuple):
    """What is recommended for a kind of tool, and why; `max` counts calls a minute."""

    action: Action
    reason: str
    max: int | None = None


BY_CATEGORY = {
    Category.READ: Advice(Action.ALLOW, "It changes nothing, so its category asks for no limit."),
    Category.WRITE: Advice(
        Action.LIMIT,
        f"It changes data: {WRITES_A_MINUTE} calls a minute leave room for work "
        "and stop an agent that is caught in a loop.",
        WRITES_A_MINUTE,
    ),
    Category.EXECUTE: Advice(
        Action.LIMIT,
        "What it does depends on its arguments or goes on beyond the call: "
        f"{EXECUTIONS_A_MINUTE} calls a minute keep a runaway agent small.",
        EXECUTIONS_A_MINUTE,
    ),
    Category.DESTRUCTIVE: Advice(
        Action.HIDE,
        "What it removes may be gone for good, so agents neither see it nor call it.",
    ),
    Category.FINANCIAL: Advice(
        Action.DENY,
        "Requires human approval: it moves money or assets of value, or commits to it.",
    ),
}

ABSTAINED = Advice(
    Action.ASK, "Requires human approval: its definition does not tell what a call can do."
)
"""Where the classifier abstained; its category is a guess, and no guess opens a door."""

ABOVE = (
    " But its risk is {risk}, above the {baseline} that is usual for its category: "
    "where what it reads or reaches matters to you, let a person approve each call."
)


UNVERIFIED = (
    "was read from the source of the server's package; nobody has seen the server offer it."
)
"""Why a rule on a definition that no server gave lets nothing through unasked."""


def recommend(
    server: str, tools: Sequence[tuple[Tool, Classification]], *, unverified: bool = False
) -> Policy:
    """The policy for a server's tools; for `unverified` ones nothing goes through unasked."""
    rules = (recommend_rule(tool, verdict, unverified=unverified) for tool, verdict in tools)
    return policy_of(server, rules)


def policy_of(server: str, rules: Iterable[ToolRule]) -> Policy:
    """The rules of a server, sorted by name; of two for tools with one name, the stricter."""
    kept: dict[str, ToolRule] = {}
    for rule in rules:
        kept[rule.tool] = max(kept.get(rule.tool, rule), rule, key=_strictness)
    return Policy(server=server, rules=tuple(kept[name] for name in sorted(kept)))


def recommend_rule(tool: Tool, verdict: Classification, *, unverified: bool = False) -> ToolRule:
    """The rule for one tool, with its reason in words."""
    advice = ABSTAINED if verdict.abstained else BY_CATEGORY[verdict.category]
    if unverified:
        advice = _asking(advice)
    return ToolRule(
        tool=tool.name,
        action=advice.action,
        limit=a_minute(tool.name, advice.max) if advice.max else None,
        reason=advice.reason + _above(advice, verdict),
        category=verdict.category,
        risk=verdict.risk,
        digest=tool.digest,
    )


def a_minute(tool: str, calls: int) -> Limit:
    """At most so many calls a minute, counted as PolicyLayer's pages name their counters."""
    return Limit(counter=f"{tool.lower()}_rate", window="minute", max=calls)


def _asking(advice: Advice) -> Advice:
    """The same, but that a person is asked where calls would be let through."""
    if advice.action.rank >= Action.ASK.rank:
        return advice._replace(reason=f"{advice.reason} It {UNVERIFIED}")
    return Advice(Action.ASK, f"Requires human approval: it {UNVERIFIED}")


def _above(advice: Advice, verdict: Classification) -> str:
    lenient = advice.action in (Action.ALLOW, Action.LIMIT)
    if not lenient or verdict.risk.rank <= verdict.baseline.rank:
        return ""
    return ABOVE.format(risk=verdict.risk, baseline=verdict.baseline)


def _strictness(rule: ToolRule) -> tuple[int, int, int, str]:
    calls = rule.limit.max if rule.limit else 0
    return rule.action.rank, -calls, rule.risk.rank, rule.digest
