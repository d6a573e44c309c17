"""Any policy at all, for property tests of targets."""

from hypothesis import strategies as st

from catalog.model.policy import (
    AdvisedCase,
    Case,
    Condition,
    Limit,
    Policy,
    Rule,
    ToolRule,
)
from catalog.taxonomy import Action, Category, Risk
from tests.publisher.strategies import ANY_TEXT, NAMES

LIMITS = st.builds(
    Limit,
    counter=NAMES,
    window=st.sampled_from(["minute", "hour", "day"]),
    max=st.integers(1, 10_000),
)
DIGESTS = st.sampled_from(["sha256", "sha256-raw"]).flatmap(
    lambda kind: st.integers(0, 2**256 - 1).map(lambda number: f"{kind}:{number:064x}")
)
_VALUES = st.sampled_from(("list", "true", "5", "[a]", "<nil>", "a\n: b", "*")) | ANY_TEXT


@st.composite
def rules(draw: st.DrawFn, name: str) -> ToolRule:
    """A rule of any kind for the tool of that name, with cases that only open."""
    action = draw(st.sampled_from(Action))
    parameter = draw(st.sampled_from(("action", "a.b", "", "op ")) | ANY_TEXT)
    values = draw(st.lists(_VALUES, unique=True, max_size=5))
    milder = [each for each in Action if each.rank < action.rank]
    cases = [
        AdvisedCase(
            when=Condition(parameter=parameter, values=(value,)),
            action=(chosen := draw(st.sampled_from(milder))),
            limit=draw(LIMITS) if chosen is Action.LIMIT else None,
            reason=draw(ANY_TEXT),
            category=Category.READ,
            risk=draw(st.sampled_from(Risk)),
        )
        for value in values
        if milder and action is not Action.HIDE
    ]
    return ToolRule(
        tool=name,
        action=action,
        limit=draw(LIMITS) if action is Action.LIMIT else None,
        cases=tuple(cases),
        reason=draw(ANY_TEXT),
        category=draw(st.sampled_from(Category)),
        risk=draw(st.sampled_from(Risk)),
        digest=draw(DIGESTS),
    )


@st.composite
def policies(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Policy:
    """A policy of few tools with any names."""
    tools = draw(st.lists(names, unique=True, max_size=6))
    return Policy(server="s", rules=tuple(draw(rules(name)) for name in sorted(tools)))


def overlapping() -> st.SearchStrategy[Policy]:
    """A policy of tools that other documents name too."""
    return policies(st.sampled_from(("a", "A", "file", "theirs", "another", "*")) | NAMES)


def bare(rule: Rule, digest: str | None) -> Rule:
    """What of a rule a document holds, with the digest that it holds."""
    cases = tuple(Case(when=each.when, action=each.action, limit=each.limit) for each in rule.cases)
    return Rule(tool=rule.tool, action=rule.action, limit=rule.limit, cases=cases, digest=digest)
