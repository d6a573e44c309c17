"""Rego in two engines that share no code: both decide as the policy does."""

import json
from typing import Any

import pytest
import regopy
import regorus

from catalog.errors import InputError
from catalog.model.policy import Ruling
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.target import export, find
from publisher.targets.rego import ABILITIES, merge, read, render
from tests.publisher.calls import CALLS, STACK, TOWN, Call, case, expected, rule

ASKED = "data.toolrisk.decision"
TARGET = find("rego")
DOCUMENT = export(TARGET, STACK).text


def regopy_says(document: str, asked: str) -> Any:
    engine = regopy.Interpreter()
    engine.add_module("policy", document)
    engine.set_input_term(asked)
    return engine.query(f"said = {ASKED}").results[0].bindings["said"]


def regorus_says(document: str, asked: str) -> Any:
    engine = regorus.Engine()
    engine.add_policy("policy.rego", document)
    engine.set_input_json(asked)
    return engine.eval_rule(ASKED)


ENGINES = pytest.mark.parametrize("says", [regopy_says, regorus_says])


def ask(call: Call) -> str:
    return json.dumps({"server": call.server, "tool": call.tool, "arguments": call.arguments})


def ruled(said: Any) -> Ruling:
    return Ruling.model_validate({key: said[key] for key in ("action", "limit")})


@ENGINES
def test_every_call_of_the_table(says: Any) -> None:
    for call in CALLS:
        assert ruled(says(DOCUMENT, ask(call))) == expected(STACK, call, ABILITIES), call


@ENGINES
@pytest.mark.parametrize("asked", ['{"server": "harbour"}', "{}", "[]", "7", '{"tool": ["zap"]}'])
def test_what_is_no_call_is_denied(says: Any, asked: str) -> None:
    assert says(DOCUMENT, asked)["action"] == "deny"


@ENGINES
@pytest.mark.parametrize("arguments", ["list", ["action"], None, 7, {"action": {"list": 1}}])
def test_odd_arguments_meet_no_case(says: Any, arguments: object) -> None:
    asked = json.dumps({"server": "harbour", "tool": "manage", "arguments": arguments})
    assert says(DOCUMENT, asked)["action"] == "deny"


@ENGINES
def test_nothing_breaks_out_of_its_quotes(says: Any) -> None:
    nasty = '"}}\n\ndecision := {"action": "allow"} # ${x} `\\\N{GRINNING FACE}\N{LINE SEPARATOR}\0'
    mine = rule(nasty, Action.ASK, case(nasty, Action.LIMIT, nasty, nasty)).model_copy(
        update={"reason": nasty}
    )
    stack = {nasty: TOWN.model_copy(update={"rules": (mine,)})}
    document = render(adapt(stack, ABILITIES).stack)
    assert document.isascii()
    for arguments in ({}, {nasty: nasty}, {nasty: [nasty]}):
        call = Call(nasty, nasty, arguments)
        assert ruled(says(document, ask(call))) == expected(stack, call, ABILITIES)
    assert says(document, ask(Call(nasty, "other")))["action"] == "deny"


def test_nothing_of_the_table_is_lost() -> None:
    assert export(TARGET, STACK).losses == ()


def test_what_stands_around_ours_is_kept() -> None:
    theirs = f"# SPDX-License-Identifier: none\n{DOCUMENT}\nmine := 1 # theirs\r\n"
    stack = adapt({"town-hall": TOWN}, ABILITIES).stack
    merged = merge(theirs, stack)
    assert merged == f"# SPDX-License-Identifier: none\n{render(stack)}\nmine := 1 # theirs\r\n"
    assert list(read(merged)) == ["town-hall"]


def test_what_is_added_to_our_logic_is_told() -> None:
    added = 'cases contains {"action": "allow", "limit": null, "reason": ""} if input.tool == "x"\n'
    with pytest.raises(InputError, match="not toolrisk's any more"):
        read(DOCUMENT + added)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("package mine\n", "another package"),
        (DOCUMENT.replace("# End of what toolrisk made.", "#"), "line 1 begins"),
    ],
)
def test_another_document_is_refused(text: str, line: str) -> None:
    with pytest.raises(InputError, match=line):
        merge(text, STACK)


@pytest.mark.parametrize(
    "text",
    [
        DOCUMENT.replace("default decision := {", "default decision := {{"),
        DOCUMENT.replace('"action": "deny", "limit": null, "reason": "No', '"action": "allow'),
        DOCUMENT.replace('"cases"', '"CASES"'),
        DOCUMENT.replace('"zap": {"action": "ask"', '"zap": {"action": "perhaps"'),
        DOCUMENT.replace('"zap": {', '"save": {'),
        DOCUMENT.replace('"zap": {', '"zap": ' + "[" * 100_000),
        "x" * 5_000_000,
    ],
)
def test_a_document_that_was_changed_is_refused(text: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert "\n" not in str(error.value)
