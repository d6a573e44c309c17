"""The real engine of Gemini CLI does with each call of the table what the policy says."""

from pathlib import Path
from typing import Any

import pytest

from catalog.model.policy import Policy
from catalog.taxonomy import Action
from publisher.formats.gemini.blocks import UNCLOSED, UNNAMED
from publisher.formats.gemini.names import called
from publisher.target import export, find
from tests.publisher.calls import CALLS, STACK, Call, case, expected, rule
from tests.publisher.clients import gemini_cli as client

pytestmark = [pytest.mark.online, pytest.mark.slow]
TARGET = find("gemini-cli")
SHORT = "a" * 25
LONG = "a" * 26
HUGE = "b" * 70
THEIRS = """
[[rule]]
mcpName = "harbour"
toolName = "*"
decision = "allow"
priority = 999

[[rule]]
toolName = ["mcp_harbour_list_notes", "write_file"]
decision = "deny"
priority = 1

[[rule]]
mcpName = "town-hall"
toolName = "send_mail"
argsPattern = "secret"
decision = "ask_user"
priority = 1

[[rule]]
mcpName = "*"
toolName = "*"
decision = "allow"
priority = 999
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> client.Engine:
    return client.engine(tmp_path_factory)


def test_every_call_of_the_table(engine: client.Engine, tmp_path: Path) -> None:
    made = client.decided(engine, export(TARGET, STACK).text, CALLS, tmp_path)
    for call, found in zip(CALLS, made, strict=True):
        wanted = expected(STACK, call, TARGET.abilities).action
        shown = any(each.cases for each in STACK[call.server].rules if each.tool == call.tool)
        gone = wanted is Action.DENY and not shown
        assert found.action is (Action.HIDE if gone else wanted), call
        assert found.name == called(call.server, call.tool)
    assert made[-1].message == UNNAMED


def test_arguments_are_looked_at_exactly(engine: client.Engine, tmp_path: Path) -> None:
    values = ("list", 'say "it"', "größe", "\N{GRINNING FACE}", "\ud800", "a\\b", "\x7f\n", "(.*)")
    parameter = "act.ion"
    tool = rule("manage", Action.DENY, case("manage", Action.ALLOW, parameter, *values))
    stack = {"harbour": Policy(server="s", rules=(tool,))}
    others: tuple[Any, ...] = (
        *(f"{each} " for each in values), "a.b", "", 7, None, ["list"], {parameter: "list"},
        '"list"', 'x","act.ion":"list', '\0"act.ion":"list"\0', "LIST",
    )  # fmt: skip
    nested: tuple[dict[str, Any], ...] = (
        {"x": {parameter: "list"}}, {"x": '","act.ion":"list"'}, {"actxion": "list"}, {},
    )  # fmt: skip
    passing = [Call("harbour", "manage", {parameter: each, "z": 1, "A": {}}) for each in values]
    failing = [Call("harbour", "manage", {parameter: each}) for each in others]
    failing += [Call("harbour", "manage", each) for each in nested]
    policy = export(TARGET, stack).text
    made = [each.action for each in client.decided(engine, policy, [*passing, *failing], tmp_path)]
    assert made == [Action.ALLOW] * len(passing) + [Action.DENY] * len(failing)


def test_a_server_that_cannot_be_closed_alone_closes_the_others(
    engine: client.Engine, tmp_path: Path
) -> None:
    names = (SHORT, LONG, "town hall", "größe", "a_b", "mcp_x", "mcp", "*", "a*", "")
    tools = ("read", "hidden", HUGE, "mcp_a_read", "mcp_a_b_read")
    rules = tuple(
        rule(tool, Action.HIDE if tool == "hidden" else Action.ALLOW) for tool in sorted(tools)
    )
    stack = {name: Policy(server="s", rules=rules) for name in names}
    told = {SHORT, LONG, "a_b"}
    calls = [Call(name, tool) for name in names for tool in (*tools, "other", "c" * 70)]
    made = client.decided(engine, export(TARGET, stack).text, calls, tmp_path)
    for call, found in zip(calls, made, strict=True):
        written = call.server in told and call.tool in tools
        open_ = written and call.tool != "hidden" and (call.server, call.tool) != OWN
        assert found.action is (Action.ALLOW if open_ else Action.HIDE), call
    assert made[-1].message == UNCLOSED
    alone = export(TARGET, {SHORT: stack[SHORT]}).text
    (found,) = client.decided(engine, alone, [Call("other", "x")], tmp_path)
    assert found.action is Action.ASK


OWN = ("a_b", "mcp_a_b_read")
"""A tool whose own name is what the engine calls another one."""


def test_a_users_own_rules_open_nothing_and_close_what_they_did(
    engine: client.Engine, tmp_path: Path
) -> None:
    calls = [
        Call("harbour", "read_note"),
        Call("harbour", "list_notes"),
        Call("harbour", "zap"),
        Call("harbour", "unknown"),
        Call("town-hall", "send_mail", {"to": "secret"}),
        Call("town-hall", "drop_table"),
        Call("other", "x"),
    ]
    made = client.decided(engine, export(TARGET, STACK, THEIRS).text, calls, tmp_path)
    assert [each.action for each in made] == [
        Action.ALLOW, Action.HIDE, Action.ASK, Action.HIDE, Action.ASK, Action.ALLOW, Action.ALLOW,
    ]  # fmt: skip
