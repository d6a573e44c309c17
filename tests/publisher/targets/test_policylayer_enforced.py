"""PolicyLayer documents, enforced by FastMCP on the calls of a real client."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from fastmcp import Client, FastMCP
from fastmcp.tools import Tool, ToolResult
from hypothesis import given
from hypothesis import strategies as st
from mcp_types import TextContent

from catalog.model.policy import Policy
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.policy.decision import decide
from publisher.targets.policylayer import ABILITIES, merge, render
from tests.publisher.any_policy import overlapping, policies
from tests.publisher.calls import ALONE, CALLS, HARBOUR, case, expected, rule
from tests.publisher.enforcer import Enforcer

ADAPTED = adapt(ALONE, ABILITIES).stack
DOCUMENT = json.loads(render(ADAPTED))
HERE = [each for each in CALLS if each.server in ALONE]


class Ran(Tool):
    """A tool that says that it ran."""

    async def run(self, arguments: dict[str, Any]) -> ToolResult:  # noqa: ARG002 - FastMCP's name
        return ToolResult(content="ran")


@asynccontextmanager
async def client(clock: list[float]) -> AsyncIterator[Client[Any]]:
    server = FastMCP("harbour", middleware=[Enforcer(DOCUMENT, lambda: clock[0])])
    for name in sorted({each.tool for each in HERE}):
        server.add_tool(Ran(name=name, parameters={"type": "object"}))
    async with Client(server) as connected:
        yield connected


async def passes(connected: Client[Any], tool: str, arguments: Any) -> bool:
    answer = await connected.call_tool_mcp(tool, dict(arguments))
    (said,) = answer.content
    assert isinstance(said, TextContent)
    assert answer.is_error != (said.text == "ran")
    return not answer.is_error


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR")


def test_every_call_of_the_table() -> None:
    async def run() -> None:
        async with client([0.0]) as connected:
            listed = {each.name for each in await connected.list_tools()}
            for call in HERE:
                wanted = expected(ALONE, call, ABILITIES)
                passed = await passes(connected, call.tool, call.arguments)
                assert passed == (wanted.action in (Action.ALLOW, Action.LIMIT)), call
                assert (call.tool in listed) == (wanted.action is not Action.HIDE), call

    anyio.run(run)


def test_the_call_after_the_last_of_a_minute_is_refused() -> None:
    async def run() -> None:
        clock = [0.0]
        async with client(clock) as connected:
            limited = [each for each in HARBOUR.rules if each.tool in ("send_mail", "run_query")]
            for rule in limited:
                assert rule.limit is not None
                for _ in range(rule.limit.max):
                    assert await passes(connected, rule.tool, {})
                assert not await passes(connected, rule.tool, {})
            assert await passes(connected, "image.generate.replicate", {})
            clock[0] = 60.0
            assert await passes(connected, "send_mail", {})

    anyio.run(run)


def test_refused_calls_are_not_counted() -> None:
    async def run() -> None:
        async with client([0.0]) as connected:
            for _ in range(40):
                assert not await passes(connected, "manage", {"action": "delete"})
            assert await passes(connected, "manage", {"action": "list"})

    anyio.run(run)


def refused(document: Any, tool: str, arguments: Any) -> bool:
    return Enforcer(document, lambda: 0.0)._refusal(tool, arguments) is not None


VALUES = st.sampled_from(
    ("list", "true", "5", 5, 5.0, True, None, "<nil>", "[a]", ["a"], {"a": "b"}, "map[a:b]")
)


@given(policies(), st.dictionaries(st.sampled_from(("action", "a", "a.b", "")), VALUES))
def test_any_call_is_decided_as_the_adapted_policy_says(policy: Policy, arguments: Any) -> None:
    stack = adapt({"": policy}, ABILITIES).stack
    document = json.loads(render(stack))
    for tool in (*(each.tool for each in policy.rules), "unknown", "*"):
        wanted = decide(stack[""].rules, tool, arguments)
        whole = decide(policy.rules, tool, arguments)
        assert wanted.action.rank >= min(whole.action.rank, Action.DENY.rank)
        passed = not refused(document, tool, arguments)
        assert passed == (wanted.action in (Action.ALLOW, Action.LIMIT))


@given(overlapping(), overlapping(), st.dictionaries(st.sampled_from(("action", "op ")), VALUES))
def test_a_merged_document_lets_through_what_both_do(
    one: Policy, other: Policy, arguments: Any
) -> None:
    theirs = json.loads(text := render(adapt({"": one}, ABILITIES).stack))
    stack = adapt({"": other}, ABILITIES).stack
    merged, ours = json.loads(merge(text, stack)), json.loads(render(stack))
    for tool in (each.tool for each in (*one.rules, *other.rules)):
        named = [each for each in (theirs, ours) if names(each, tool)]
        both = any(refused(each, tool, arguments) for each in named) or not named
        assert refused(merged, tool, arguments) == both


def names(document: Any, tool: str) -> bool:
    return tool in document.get("hide", ()) or tool in document.get("tools", ())


PRINTED = ("5", "true", "<nil>", "[a]", "map[a:b]")


@pytest.mark.parametrize("value", [5, 5.0, True, None, ["a"], {"a": "b"}])
def test_what_only_prints_like_a_value_does_not_pass(value: Any) -> None:
    tool = rule("t", Action.DENY, case("t", Action.ALLOW, "op", *PRINTED))
    stack = adapt({"": Policy(server="s", rules=(tool,))}, ABILITIES).stack
    document = json.loads(render(stack))
    assert refused(document, "t", {"op": value})
    assert not any(refused(document, "t", {"op": each}) for each in PRINTED)


def test_the_engine_alone_takes_a_number_for_its_text() -> None:
    conditions = [{"path": "args.a", "op": "in", "value": ["5"]}]
    loose = {
        "default": "deny",
        "tools": {"t": {"require": [{"conditions": conditions, "on_deny": "-"}]}},
    }
    assert not refused(loose, "t", {"a": 5}), "why `in` alone does not do"
