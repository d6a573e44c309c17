"""The whole table against LiteLLM's own proxy, with a real client and real servers."""

import json
from collections.abc import Iterator

import anyio
import pytest

from catalog.model.policy import Policy, ToolRule
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.targets.litellm import ABILITIES, merge
from tests.publisher.calls import CALLS, HARBOUR, STACK, Call, expected, rule
from tests.publisher.litellm_proxy import Proxy, answer, installed, offering, session, started

pytestmark = [pytest.mark.online, pytest.mark.slow, pytest.mark.timeout(900)]

PASSES = (Action.ALLOW, Action.LIMIT)
BRIEF = Policy(
    server="brief", rules=(rule("read_note", Action.ALLOW), rule("zap", Action.LIMIT, calls=5))
)
SHUT = Policy(server="shut", rules=(rule("zap", Action.HIDE),))
ALL = {**STACK, "brief": BRIEF, "shut": SHUT}


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("litellm")
    names = folder / "names.json"
    names.write_text(json.dumps(sorted({each.tool for each in CALLS})))
    servers = "".join(f"  {name}:\n{offering(names)}" for name in ("harbour", "brief", "shut"))
    text = merge(f"mcp_servers:\n{servers}", adapt(ALL, ABILITIES).stack)
    assert text.count("rpm: 10  # toolrisk") == 1
    configuration = folder / "config.yaml"
    # The table has more calls than harbour's limit lets through in a minute; brief's is tried.
    configuration.write_text(text.replace("rpm: 10  # toolrisk", "rpm: 100000"))
    assert "town-hall" not in text, "a hyphen in a server's name keeps the proxy from starting"
    with started(installed(folder / "venv"), configuration) as running:
        yield running


def test_every_call_of_the_table(proxy: Proxy) -> None:
    async def run() -> None:
        async with session(proxy, "harbour") as client:
            listed = {each.name for each in (await client.list_tools()).tools}
            for call in CALLS:
                wanted = expected(STACK, call, ABILITIES)
                said = await answer(client, call)
                assert (said == call.tool) == (wanted.action in PASSES), (call, said)
                named = f"{call.server}-{call.tool}" in listed
                assert named == (wanted.action in PASSES), call
            assert len(listed) == sum(each.action in PASSES for each in adapted())

    anyio.run(run)


def adapted() -> tuple[ToolRule, ...]:
    return adapt({"harbour": HARBOUR}, ABILITIES).stack["harbour"].rules


def test_the_calls_of_a_server_are_counted_together(proxy: Proxy) -> None:
    async def run() -> None:
        async with session(proxy, "brief") as client:
            said = [await answer(client, Call("brief", "zap")) for _ in range(8)]
            passed = said.count("zap")
            assert 1 <= passed <= 5
            assert said == ["zap"] * passed + said[passed:]
            assert all("Rate limit exceeded" in each for each in said[passed:])
            other = await answer(client, Call("brief", "read_note"))
            assert "Rate limit exceeded" in other
        async with session(proxy, "harbour") as client:
            assert await answer(client, Call("harbour", "read_note")) == "read_note"

    anyio.run(run)


def test_a_server_of_which_nothing_passes_is_shut(proxy: Proxy) -> None:
    async def run() -> None:
        async with session(proxy, "shut") as client:
            assert (await client.list_tools()).tools == []
            for tool in ("zap", "read_note", "unknown"):
                assert "not allowed" in await answer(client, Call("shut", tool))

    anyio.run(run)
