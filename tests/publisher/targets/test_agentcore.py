"""AgentCore's dialect, in the Cedar engine, against a schema of the documented shape."""

import json
from typing import Any

import cedarpy
import pytest

from catalog.errors import InputError
from catalog.model.policy import Ruling
from catalog.taxonomy import Action
from publisher.adapt import Stack, adapt
from publisher.target import export, find
from publisher.targets.agentcore import ABILITIES, GATEWAY, merge, read, render, spelled
from tests.publisher.calls import CALLS, STACK, TOWN, Call, case, expected, rule

TARGET = find("agentcore")
DOCUMENT = export(TARGET, STACK).text
ADAPTED = adapt(STACK, ABILITIES).stack
ARN = "arn:aws:bedrock-agentcore:eu-central-1:000000000000:gateway/harbour"


def schema(stack: Stack) -> dict[str, Any]:
    """What the service makes of the tools that its targets offer, with typed arguments."""
    actions = {
        spelled(server, each.tool): {
            "appliesTo": {
                "principalTypes": ["OAuthUser"],
                "resourceTypes": ["Gateway"],
                "context": {
                    "type": "Record",
                    "attributes": {
                        "input": {
                            "type": "Record",
                            "attributes": {
                                case.when.parameter: {"type": "String", "required": False}
                                for case in each.cases
                            },
                        }
                    },
                },
            }
        }
        for server, policy in stack.items()
        for each in policy.rules
    }
    entities: dict[str, Any] = {"OAuthUser": {}, "Gateway": {}}
    return {"AgentCore": {"entityTypes": entities, "actions": actions}}


def permits(document: str, call: Call, gateway: str = GATEWAY) -> bool:
    request = {
        "principal": 'AgentCore::OAuthUser::"any"',
        "action": {
            "type": "AgentCore::Action",
            "id": spelled(call.server, call.tool),
        },
        "resource": {"type": "AgentCore::Gateway", "id": gateway},
        "context": {
            "input": {key: value for key, value in call.arguments.items() if value is not None}
        },
    }
    return cedarpy.is_authorized(request, document, []).allowed


def test_every_call_of_the_table() -> None:
    for call in CALLS:
        allowed = expected(STACK, call, ABILITIES).action is Action.ALLOW
        assert permits(DOCUMENT, call) is allowed, call


def test_it_is_strictly_valid_against_the_tools() -> None:
    known = json.dumps(schema(ADAPTED))
    assert cedarpy.validate_policies(DOCUMENT, known).errors == []
    wrong = DOCUMENT.replace('context.input["action"]', 'context.input["auction"]')
    assert cedarpy.validate_policies(wrong, known).errors != []


def test_what_it_cannot_say_is_said() -> None:
    assert [each.split(":")[0] for each in export(TARGET, STACK).losses[:2]] == [
        "This format cannot ask a person",
        "This format cannot count the calls of some limited tools",
    ]
    assert ABILITIES.remarks == export(TARGET, STACK).losses[2:]


@pytest.mark.parametrize("server", ["a__b", "a b", "-a", "ä", 'a"', "", "a___b"])
def test_what_is_no_target_is_not_written(server: str) -> None:
    stack: Stack = {server: TOWN}
    assert read(export(TARGET, stack).text) == {}
    assert "cannot write these names" in export(TARGET, stack).losses[0]


def test_nothing_breaks_out_of_its_quotes() -> None:
    nasty = '") when { true }; permit(principal, action, resource); //\\\N{GRINNING FACE}\n\0'
    mine = rule(nasty, Action.DENY, case(nasty, Action.ALLOW, nasty, nasty))
    stack: Stack = {"a": TOWN.model_copy(update={"rules": (mine,)})}
    document = render(adapt(stack, ABILITIES).stack)
    assert cedarpy.validate_policies(document, json.dumps(schema(stack))).errors == []
    assert not permits(document, Call("a", nasty))
    assert permits(document, Call("a", nasty, {nasty: nasty}))
    assert not permits(document, Call("a", "other"))


def test_the_users_gateway_and_policies_are_kept() -> None:
    theirs = (
        "permit (principal is AgentCore::OAuthUser, "
        'action == AgentCore::Action::"harbour___pay_berth", '
        f'resource == AgentCore::Gateway::"{ARN}"\n'
        ") when { context.input.amount < 5 };\n"
    )
    merged = merge(theirs, ADAPTED)
    assert merged.startswith(theirs)
    assert GATEWAY not in merged
    assert merge(merged, ADAPTED) == merged
    for call in CALLS:
        allowed = Ruling(action=Action.ALLOW) == expected(STACK, call, ABILITIES)
        assert permits(merged, call, ARN) is allowed
    assert not permits(merged, Call("harbour", "pay_berth", {"amount": 1}), ARN)


def test_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="line 1"):
        merge("{}", STACK)
