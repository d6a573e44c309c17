"""Puts calls to the real Codex, and says what became of each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomlkit

from catalog.taxonomy import Action
from tests.publisher.calls import Call
from tests.publisher.clients.model import Event, model
from tests.publisher.clients.npm import alone
from tests.publisher.clients.offering import servers
from tests.publisher.clients.talk import Talk, talk

PACKAGE = "@openai/codex@0.169.0"
BINARY = "@openai/codex-*/vendor/*/bin/codex"
CONFIG = """
model = "m"
model_provider = "stub"
[analytics]
enabled = false
[model_providers.stub]
name = "stub"
base_url = "{address}/v1"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
"""


class Seen(NamedTuple):
    """What the servers have for the model, what a person is asked, and what the model is told.

    A function of the model is `offered` by its namespace and name. Whoever is asked says no.
    """

    listed: dict[str, set[str]]
    offered: list[tuple[str, str]]
    asked: list[tuple[str, str, Any]]
    told: dict[str, str]


def configured(calls: Sequence[Call], folder: Path) -> str:
    """A user's configuration with the servers of these calls."""
    return tomlkit.dumps({"mcp_servers": servers(calls, folder)})


def decided(binary: Path, config: str, calls: Sequence[Call], folder: Path) -> list[Action]:
    """What the client does with each of these calls of a model, with this configuration."""
    seen = Seen({}, [], [], {})
    state = folder / "codex"
    state.mkdir()
    with model(lambda path, body: _answer(path, body, calls, seen)) as address:
        (state / "config.toml").write_text(CONFIG.format(address=address) + config)
        env = {"CODEX_HOME": str(state), **alone(folder)}
        with talk([binary, "app-server"], folder, env) as client:
            _run(client, seen)
    return [_action(call, f"call_{at}", seen) for at, call in enumerate(calls)]


def _run(client: Talk, seen: Seen) -> None:
    client.say({"id": 1, "method": "initialize", "params": {"clientInfo": WHO}})
    _until(client, seen, 1)
    client.say({"method": "initialized"})
    client.say({"id": 2, "method": "thread/start", "params": {}})
    thread = _until(client, seen, 2)["thread"]["id"]
    client.say({"id": 3, "method": "mcpServerStatus/list", "params": {"threadId": thread}})
    seen.listed.update(
        {each["name"]: set(each["tools"]) for each in _until(client, seen, 3)["data"]}
    )
    text = [{"type": "text", "text": "Go.", "text_elements": []}]
    client.say({"id": 4, "method": "turn/start", "params": {"threadId": thread, "input": text}})
    _until(client, seen, "turn/completed")


WHO = {"name": "test", "version": "1"}


def _until(client: Talk, seen: Seen, awaited: int | str) -> dict[str, Any]:
    """The result of that request, or the notification of that name; answers what is asked."""
    for message in client.heard():
        if "method" in message and "id" in message:
            params = message["params"]
            assert message["method"] == "mcpServer/elicitation/request"
            said = params["_meta"]
            seen.asked.append((params["serverName"], said["tool_name"], said["tool_params"]))
            client.say({"id": message["id"], "result": {"action": "decline"}})
        elif message.get("method") == awaited:
            return dict(message["params"])
        elif message.get("id") == awaited:
            return dict(message["result"])
    raise AssertionError(awaited)


def _action(call: Call, number: str, seen: Seen) -> Action:
    told = seen.told.get(number)
    if call.tool not in seen.listed[call.server]:
        assert told is None
        return Action.HIDE
    assert told is not None
    if (call.server, call.tool, dict(call.arguments)) in seen.asked:
        assert "rejected" in told
        return Action.ASK
    ran = json.dumps({"ran": call.tool, "with": dict(call.arguments)})
    assert ran in told
    return Action.ALLOW


def _answer(
    path: str, body: Mapping[str, Any], calls: Sequence[Call], seen: Seen
) -> Iterator[Event]:
    """First a call of whatever is offered, to learn what is called how; then the calls."""
    if not path.endswith("/responses"):
        return iter(())
    results = [each for each in body["input"] if each["type"] == "function_call_output"]
    seen.told.update({each["call_id"]: _text(each["output"]) for each in results})
    if not results:
        seen.offered.extend(_functions(body["tools"]))
        return _turn(_probe(*each) for each in seen.offered)
    if any(each.startswith("call_") for each in seen.told):
        return _turn(())
    names = dict(_learnt(seen))
    return _turn(
        _call(f"call_{at}", *names[call.server, call.tool], call.arguments)
        for at, call in enumerate(calls)
        if (call.server, call.tool) in names
    )


def _text(output: Any) -> str:
    return output if isinstance(output, str) else "\n".join(each["text"] for each in output)


def _functions(tools: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for space in tools:
        if space["type"] == "namespace" and space["name"].startswith("mcp__"):
            yield from ((space["name"], each["name"]) for each in space["tools"])


def _probe(space: str, name: str) -> Event:
    return _call(f"probe_{space}_{name}", space, name, {"probe": [space, name]})


def _learnt(seen: Seen) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Server and tool, and what the client calls them."""
    for server, tool, arguments in seen.asked:
        yield (server, tool), tuple(arguments["probe"])
    ran = [each.partition("{")[1:] for each in seen.told.values() if '"ran"' in each]
    for each in ran:
        found = json.loads("".join(each))
        space, name = found["with"]["probe"]
        yield (_server(seen, space), found["ran"]), (space, name)


def _server(seen: Seen, space: str) -> str:
    return next(each for each in seen.listed if f"mcp__{each}".replace("-", "_") == space)


def _call(number: str, space: str, name: str, arguments: Mapping[str, Any]) -> Event:
    said = {"name": name, "namespace": space, "arguments": json.dumps(arguments)}
    return {"type": "function_call", "id": number, "call_id": number, **said}


def _turn(items: Iterable[Event]) -> Iterator[Event]:
    """The model's answer: these calls, or a word where there are none."""
    word = {"type": "output_text", "text": "Done.", "annotations": []}
    message = {"type": "message", "id": "m", "role": "assistant", "content": [word]}
    yield {"type": "response.created", "response": {"id": "r"}}
    for at, item in enumerate([*items] or [message]):
        yield {"type": "response.output_item.done", "output_index": at, "item": item}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    yield {"type": "response.completed", "response": {"id": "r", "usage": usage}}
