"""Plain Cedar, in the engine: strictly valid, and every call decided as the policy does."""

from collections.abc import Mapping
from typing import Any

import cedarpy
import pytest

from catalog.errors import InputError
from catalog.model.policy import Rule, Ruling
from catalog.taxonomy import Action
from publisher.adapt import Stack, adapt
from publisher.formats.cedar.schema import schema
from publisher.target import export, find
from publisher.targets.cedar import ABILITIES, merge, read, render, spelled
from tests.publisher.calls import CALLS, HARBOUR, STACK, TOWN, Call, case, expected, rule

TARGET = find("cedar")
DOCUMENT = export(TARGET, STACK).text
MANY = 10**9
NASTY = (
    '") when { true }; permit(principal, action, resource); //'
    "\\\N{GRINNING FACE}\n\0\N{LINE SEPARATOR}"
)


def asks(document: str, call: Call, action: str, made: int, *, approved: bool) -> bool:
    """Whether the engine lets a call pass after so many in the minute."""
    texts = {key: value for key, value in call.arguments.items() if isinstance(value, str)}
    context: dict[str, Any] = {
        "input": texts,
        "calls": {"minute": made, "hour": MANY, "day": MANY},
        "approved": approved,
    }
    request = {
        "principal": {"type": "Client", "id": "any"},
        "action": {"type": "Action", "id": action},
        "resource": {"type": "Tool", "id": spelled(call.server, call.tool)},
        "context": context if action == "call" else {},
    }
    answer = cedarpy.is_authorized(request, document, [])
    assert not answer.diagnostics.errors
    return answer.allowed


def ruled(document: str, call: Call, limits: Mapping[int, Ruling]) -> Ruling:
    """What the engine decides, as seen from outside; of the limits that there may be."""
    if asks(document, call, "call", MANY, approved=False):
        return Ruling(action=Action.ALLOW)
    for most, ruling in limits.items():
        below = asks(document, call, "call", most - 1, approved=False)
        if below and not asks(document, call, "call", most, approved=False):
            return ruling
    if asks(document, call, "call", MANY, approved=True):
        return Ruling(action=Action.ASK)
    listed = asks(document, call, "list", 0, approved=False)
    return Ruling(action=Action.DENY if listed else Action.HIDE)


def test_every_call_of_the_table() -> None:
    named = {(server, rule.tool) for server, policy in STACK.items() for rule in policy.rules}
    for call in CALLS:
        should = expected(STACK, call, ABILITIES)
        limits = {should.limit.max: should} if should.limit else {}
        if (call.server, call.tool) not in named:
            should = Ruling(action=Action.HIDE)
        assert ruled(DOCUMENT, call, limits) == should, call


def test_it_is_strictly_valid_against_its_schema() -> None:
    adapted = adapt(STACK, ABILITIES).stack
    assert cedarpy.validate_policies(DOCUMENT, schema(adapted)).errors == []
    told = [line[5:] for line in DOCUMENT.splitlines() if line.startswith("//   ")]
    assert "\n".join(told) + "\n" == schema(adapted)
    wrong = DOCUMENT.replace('context.input["action"]', 'context.input["auction"]')
    assert cedarpy.validate_policies(wrong, schema(adapted)).errors != []


def test_nothing_of_the_table_is_lost() -> None:
    assert export(TARGET, STACK).losses == ()


def test_nothing_breaks_out_of_its_quotes() -> None:
    mine = rule(NASTY, Action.ASK, case(NASTY, Action.LIMIT, NASTY, NASTY)).model_copy(
        update={"reason": NASTY}
    )
    stack: Stack = {NASTY: TOWN.model_copy(update={"rules": (mine,)})}
    adapted = adapt(stack, ABILITIES).stack
    document = render(adapted)
    assert document.isascii()
    assert cedarpy.validate_policies(document, schema(adapted)).errors == []
    for arguments in ({}, {NASTY: NASTY}, {NASTY: [NASTY]}):
        call = Call(NASTY, NASTY, arguments)
        should = expected(stack, call, ABILITIES)
        assert ruled(document, call, {30: should}) == should
    assert ruled(document, Call("other", NASTY), {}).action is Action.HIDE


def test_without_a_count_or_an_approval_nothing_passes() -> None:
    for tool in ("send_mail", "zap"):
        request = {
            "principal": 'Client::"any"',
            "action": 'Action::"call"',
            "resource": f'Tool::"harbour/{tool}"',
            "context": {},
        }
        broad = "permit (principal, action, resource);\n"
        assert not cedarpy.is_authorized(request, DOCUMENT, []).allowed
        assert not cedarpy.is_authorized(request, broad + DOCUMENT, []).allowed


def test_the_users_own_policies_are_kept_and_narrowed() -> None:
    theirs = (
        "// Mine.\npermit (principal, action, resource);\r\n"
        '@id("night") forbid (principal, action, resource == Tool::"harbour/read_note")\n'
        "  when { context.night };"
    )
    adapted = adapt(STACK, ABILITIES).stack
    merged = merge(theirs, adapted)
    assert merged.startswith(theirs)
    assert merge(merged, adapted) == merged
    for each in HARBOUR.rules:
        if each.action not in (Action.ALLOW, Action.LIMIT) and not each.cases:
            call = Call("harbour", each.tool)
            assert not asks(merged, call, "call", 0, approved=False), each.tool
    narrowed = merge(merged, adapt({"harbour": HARBOUR}, ABILITIES).stack)
    assert narrowed.startswith(theirs)
    assert "town-hall" not in narrowed


def test_what_others_wrote_is_read_as_far_as_it_says() -> None:
    found = read("""
        permit (principal == Client::"x", action, resource);
        permit (principal == Client::"x", action == Action::"call", resource == Tool::"s/open");
        forbid (principal in Client::"x", action, resource == Tool::"s/open");
        permit (principal, action, resource == Tool::"s/odd") when { context.sunny };
        forbid (principal, action == Action::"call", resource == Tool::"s/odd") when { false };
        permit (principal, action, resource == Tool::"s/shut");
        forbid (principal, action, resource == Tool::"s/shut");
    """)
    assert found == {
        "s": (
            Rule(tool="*", action=Action.ALLOW),
            Rule(tool="odd", action=Action.ALLOW),
            Rule(tool="open", action=Action.ALLOW),
            Rule(tool="shut", action=Action.HIDE),
        )
    }


def test_what_a_permit_of_another_scope_opens_is_read() -> None:
    """A forbid that is taken out leaves a tool to whatever else permits it."""
    permit = 'permit (principal, action == Action::"call", resource == Tool::"s/t") when { P };\n'
    permit = permit.replace("P", "context has approved && context.approved")
    forbid = permit.replace("permit (", "forbid (").replace("when", "unless")
    broad = "permit (principal, action, resource is Tool);\n"
    every = Rule(tool="*", action=Action.ALLOW)
    asked, opened = (Rule(tool="t", action=each) for each in (Action.ASK, Action.ALLOW))
    assert read(permit) == read(permit + forbid) == {"s": (asked,)}
    assert read(permit + forbid + broad) == {"s": (every, asked)}
    assert read(permit + broad) == {"s": (every, opened)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", "line 1"),
        ("// fine\n\npermit (principal, action, resource)", "line 3"),
        ('\npermit (principal, action, resource == Tool::"a', "line 2"),
        ('permit (principal, action, resource == Tool::"\\u{110000}");', "no character"),
        ("(" * 1_000_000, "line 1"),
        ("permit (principal, action, resource) when {" + "(" * 1_000_000 + ";", "line 1"),
        ("# Made by toolrisk: `toolrisk policy`.\n", "line 1"),
        ("// Made by toolrisk: `toolrisk policy`.\n", "line 1 begins"),
        ("x" * 5_000_000, "larger"),
    ],
)
def test_another_text_is_refused(text: str, line: str) -> None:
    with pytest.raises(InputError, match=line) as error:
        merge(text, STACK)
    assert "\n" not in str(error.value)
