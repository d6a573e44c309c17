"""What merging does to a document that a user wrote, for all clients' formats."""

import json
import re
import tomllib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.policy import Policy, Rule
from catalog.taxonomy import Action
from publisher.adapt import Stack, adapt
from publisher.target import Target, find
from tests.publisher.calls import STACK, rule
from tests.publisher.strategies import NAMES

CLIENTS = pytest.mark.parametrize("form", [find("claude-code"), find("codex"), find("gemini-cli")])
SERVERS = ("harbour", "a_b", "a.b", "town hall", "größe", "s" * 40)
MEANT = st.sampled_from(("a", "b", "a.b", "a_b", "__proto__", "]] # x", "'''", '"""', "a\nb", "*"))
SPARSE = st.dictionaries(NAMES | MEANT, st.sampled_from(Action), max_size=4)
STACKS = st.dictionaries(st.sampled_from(SERVERS), SPARSE, min_size=1, max_size=3)
COMMENT = re.compile(r" # (?:toolrisk )?\{.*\}$|^# .*\n", re.MULTILINE)


def stack(rules: Mapping[str, Mapping[str, Action]]) -> Stack:
    return {
        server: Policy(server=server, rules=tuple(rule(*each) for each in sorted(tools.items())))
        for server, tools in rules.items()
    }


def a_users(form: Target, text: str) -> str:
    """The document as if a user had written it: nothing in it says that it is ours."""
    if form.suffix == ".json":
        document = json.loads(text)
        del document["toolrisk"]
        return json.dumps(document)
    return COMMENT.sub("", text)


def actions(form: Target, found: Mapping[str, tuple[Rule, ...]]) -> dict[str | None, Action]:
    """By what the client compares: a user's document has no other names."""
    spelled = form.abilities.spelled
    return {
        spelled(server, each.tool): each.action for server, rules in found.items() for each in rules
    }


def closed(action: Action) -> Action:
    """Denied and hidden are the same, where a tool is denied whatever its arguments are."""
    return Action.HIDE if action is Action.DENY else action


@CLIENTS
@given(theirs=STACKS, ours=STACKS)
def test_neither_side_is_weakened(
    form: Target,
    theirs: Mapping[str, Mapping[str, Action]],
    ours: Mapping[str, Mapping[str, Action]],
) -> None:
    own = a_users(form, form.render(adapt(stack(theirs), form.abilities).stack))
    adapted = adapt(stack(ours), form.abilities).stack
    merged = form.merge(own, adapted)
    assert form.merge(merged, adapted) == merged
    had, has = actions(form, form.read(own)), actions(form, form.read(merged))
    for server, policy in adapted.items():
        for each in policy.rules:
            now = has[form.abilities.spelled(server, each.tool)]
            assert closed(now).rank >= closed(each.action).rank
    for name, before in had.items():
        now = has.get(name, form.abilities.unnamed)
        assert closed(now).rank >= closed(before).rank


@CLIENTS
@given(rules=STACKS)
def test_what_was_ours_goes_with_its_tool(
    form: Target, rules: Mapping[str, Mapping[str, Action]]
) -> None:
    """With nothing left in the policy, nothing is let through that is not the user's own."""
    text = form.render(adapt(stack(rules), form.abilities).stack)
    nothing = stack({server: {} for server in rules})
    emptied = form.read(form.merge(text, nothing))
    open_ = [each for found in emptied.values() for each in found if each.action is Action.ALLOW]
    assert open_ == []
    assert form.read(form.merge(text, stack({"other": {}}))).items() >= form.read(text).items()


@CLIENTS
@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 50_000, "a = " + "[" * 50_000, "x" * 5_000_000, "\0"]
)
def test_what_is_no_such_document_is_refused_in_one_line(form: Target, text: str) -> None:
    for work in (form.read, lambda each: form.merge(each, adapt(STACK, form.abilities).stack)):
        with pytest.raises(InputError) as refusal:
            work(text)
        assert "\n" not in str(refusal.value)


@CLIENTS
def test_every_name_stands_in_its_own_quotes(form: Target) -> None:
    """The document has as many rules as the policy, whatever the names would break out of."""
    names = ('"', "'", "'''", '"""', "\n", "]", "}", "#", "\\", "\\u0022", "\x7f", "\u2028", "=")
    tools = [f"x{each}\n[y]\n{each}" for each in names]
    adapted = adapt(stack({"s": dict.fromkeys(tools, Action.ALLOW)}), form.abilities).stack
    text = form.render(adapted)
    assert [each.tool for each in form.read(text)["s"]] == sorted(tools)
    document = json.loads(text) if form.suffix == ".json" else tomllib.loads(text)
    assert set(document) <= {"permissions", "toolrisk", "mcp_servers", "rule"}
