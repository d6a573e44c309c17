"""What holds for every policy target, whatever the tools are called.

A file in publisher/targets is a target, and is tested here.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.policy import Policy, Rule, ToolRule
from publisher.adapt import Stack, adapt
from publisher.policy.decision import decide
from publisher.target import Target, export
from tests.publisher.forms import SOME, TARGETS, calls_of, fitting, table
from tests.publisher.strategies import NAMES, stacks


@TARGETS
@SOME
@given(stack=stacks(), random=st.randoms())
def test_documents_are_stable_and_can_be_written(form: Target, stack: Stack, random: Any) -> None:
    stack = fitting(form, stack)
    text = export(form, stack).text
    assert text.endswith("\n")
    assert text.encode().decode() == text
    assert "\r" not in text
    shuffled = list(stack.items())
    random.shuffle(shuffled)
    again = {server: _shuffled(policy, random) for server, policy in shuffled}
    assert export(form, again).text == text


def _shuffled(policy: Policy, random: Any) -> Policy:
    rules = list(policy.rules)
    random.shuffle(rules)
    return policy.model_copy(update={"rules": tuple(rules)})


@TARGETS
@SOME
@given(stack=stacks())
def test_a_document_is_read_as_the_rules_that_it_was_made_of(form: Target, stack: Stack) -> None:
    adapted = adapt(fitting(form, stack), form.abilities).stack
    found = form.read(form.render(adapted))
    made = {server: policy.rules for server, policy in adapted.items() if policy.rules}
    if not form.stacks:
        made = {"": next(iter(adapted.values())).rules} if made else {}
    assert {server: rules for server, rules in said(found).items() if rules} == said(made)


def said(servers: Mapping[str, tuple[Rule, ...] | tuple[ToolRule, ...]]) -> dict[str, Any]:
    """What rules say: cases value by value, and limits without the names of their counters."""
    return {server: {each.tool: _said(each) for each in rules} for server, rules in servers.items()}


def _said(rule: Rule) -> Any:
    cases = {
        (each.when.parameter, value): each.strictness
        for each in rule.cases
        for value in each.when.values
    }
    return rule.strictness, cases


@TARGETS
@SOME
@given(stack=stacks())
def test_digests_are_read_or_have_no_place(form: Target, stack: Stack) -> None:
    adapted = adapt(fitting(form, stack), form.abilities).stack
    made = {rule.digest for policy in adapted.values() for rule in policy.rules}
    found = {rule.digest for rules in form.read(form.render(adapted)).values() for rule in rules}
    assert found in (made, {None}, set())


@TARGETS
@SOME
@given(stack=stacks(), later=stacks())
def test_merging_again_changes_nothing(form: Target, stack: Stack, later: Stack) -> None:
    first, second = (adapt(fitting(form, each), form.abilities).stack for each in (stack, later))
    if not form.stacks:
        second = dict(zip(first, second.values(), strict=True))
    text = form.render(first)
    assert form.merge(text, first) == text
    merged = form.merge(text, second)
    assert form.merge(merged, second) == merged
    found = form.read(merged)
    for server, policy in second.items():
        rules = found.get(server if form.stacks else "", ())
        for tool, arguments in calls_of(policy):
            before = decide(policy.rules, tool, arguments, unnamed=form.abilities.unnamed)
            after = decide(rules, tool, arguments, unnamed=form.abilities.unnamed)
            if any(each.tool == tool for each in policy.rules):
                assert after.strictness >= before.strictness


@TARGETS
@SOME
@given(text=NAMES | st.text(st.sampled_from("{}[]()\"'#/:;,=\\\n ab1-"), max_size=30))
def test_garbage_is_refused_in_one_line(form: Target, text: str) -> None:
    for work in (
        form.read,
        lambda each: form.merge(each, adapt(table(form), form.abilities).stack),
    ):
        try:
            work(text)
        except InputError as error:
            assert str(error)
            assert "\n" not in str(error)


@TARGETS
@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 200_000,
        '{"a":' * 100_000,
        "(" * 200_000,
        "a: &a [*a, *a]\n",
        "- " * 20_000,
        "x" * 5_000_000,
        '"\\ud800"',
        "\0",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_bomb_is_refused(form: Target, text: str) -> None:
    with pytest.raises(InputError) as error:
        form.read(text)
    assert "\n" not in str(error.value)
