"""No format makes a rule weaker, and what it loses is told: for any format, and for each target."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.model.policy import Policy
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.adapt import Stack, adapt
from publisher.narrowing import NEAREST
from publisher.policy.decision import decide
from publisher.target import Target, export
from tests.publisher.calls import CALLS, expected
from tests.publisher.forms import SOME, TARGETS, calls_of, fitting, table
from tests.publisher.strategies import stacks

ABILITIES = st.builds(
    Abilities,
    actions=st.frozensets(st.sampled_from(Action))
    .map(lambda some: some | {Action.ALLOW})
    .filter(lambda some: bool(some & {Action.DENY, Action.HIDE})),
    arguments=st.booleans(),
    limits_by_argument=st.booleans(),
    shared=st.sampled_from([None, lambda limit: limit]),
    unnamed=st.just(Action.DENY),
    lacks=st.sampled_from([frozenset(), frozenset({Lost.ARGUMENTS}), frozenset({Lost.LIMIT})]).map(
        lambda some: lambda *_: some
    ),
    remarks=st.just(()),
    writes=st.sampled_from([lambda _: True, str.isascii]),
    spelled=st.sampled_from(
        [
            lambda server, tool: f"{server}/{tool}",
            lambda _, tool: tool.lower() if tool.isascii() else None,
            lambda server, tool: f"{server}\0{tool}",
        ]
    ),
)
"""What some format can say."""


@given(stacks(), ABILITIES)
def test_no_format_makes_adapt_weaken_a_rule(stack: Stack, can: Abilities) -> None:
    holds(stack, can)


@TARGETS
@SOME
@given(stack=stacks())
def test_adapted_policies_are_no_weaker(form: Target, stack: Stack) -> None:
    holds(fitting(form, stack), form.abilities)


def holds(stack: Stack, can: Abilities) -> None:
    """Adapted rules are valid, are sorted, and let nothing pass that the policy does not."""
    adapted = adapt(stack, can)
    lost = {(each.server, each.tool) for each in adapted.losses}
    for server, policy in stack.items():
        made = adapted.stack[server]
        assert Policy.model_validate(made.model_dump()) == made
        assert [each.tool for each in made.rules] == sorted(each.tool for each in made.rules)
        assert {each.action for each in made.rules} <= can.actions
        for tool, arguments in calls_of(policy):
            before = decide(policy.rules, tool, arguments, unnamed=can.unnamed)
            after = decide(made.rules, tool, arguments, unnamed=can.unnamed)
            closed = before.action in (Action.DENY, Action.HIDE)
            assert after.action in (NEAREST[Action.DENY] if closed else Action)
            assert closed or after.strictness >= before.strictness
            assert after == before or (server, tool) in lost


@TARGETS
def test_each_difference_in_the_table_is_told(form: Target) -> None:
    stack = table(form)
    lost = {(each.server, each.tool) for each in adapt(stack, form.abilities).losses}
    for call in CALLS:
        if call.server in stack and (call.server, call.tool) not in lost:
            rules, unnamed = stack[call.server].rules, form.abilities.unnamed
            ruling = decide(rules, call.tool, call.arguments, unnamed=unnamed)
            assert expected(stack, call, form.abilities) == ruling, call
    assert bool(export(form, stack).losses) == bool(lost or form.abilities.remarks)
