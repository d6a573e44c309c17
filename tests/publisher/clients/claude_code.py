"""Puts calls to the real Claude Code, and says what became of each."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from catalog.taxonomy import Action
from publisher.formats.claude.names import called
from tests.publisher.calls import Call
from tests.publisher.clients.model import Event, model
from tests.publisher.clients.npm import alone
from tests.publisher.clients.offering import servers
from tests.publisher.clients.talk import Talk, talk

PACKAGE = "@anthropic-ai/claude-code@2.1.197"
BINARY = "@anthropic-ai/claude-code-*/claude"
FLAGS = (
    "--print", "--verbose", "--strict-mcp-config", "--permission-prompt-tool", "stdio",
    "--input-format", "stream-json", "--output-format", "stream-json",
)  # fmt: skip
NO = {"behavior": "deny", "message": "asked, and refused"}


class Seen(NamedTuple):
    """What the model is offered and told, and what a person is asked, by the call's number."""

    offered: set[str]
    asked: set[str]
    told: dict[str, str]


def decided(
    binary: Path, settings: str, calls: Sequence[Call], folder: Path, *flags: str
) -> list[Action]:
    """What the client does with each of these calls of a model, with these settings of a user."""
    (folder / ".claude").mkdir()
    (folder / ".claude" / "settings.json").write_text(settings)
    (folder / "mcp.json").write_text(json.dumps({"mcpServers": servers(calls, folder)}))
    seen = Seen(set(), set(), {})
    with model(lambda path, body: _answer(path, body, calls, seen)) as address:
        env = {
            "ANTHROPIC_BASE_URL": address,
            "ANTHROPIC_API_KEY": "none",
            "CLAUDE_CONFIG_DIR": str(folder / ".claude"),
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
            "ENABLE_TOOL_SEARCH": "false",
            "IS_SANDBOX": "1",  # or it refuses to skip permissions where root runs the tests
            **alone(folder),
        }
        command = [str(binary), *FLAGS, "--mcp-config", str(folder / "mcp.json"), *flags]
        with talk(command, folder, env) as client:
            _run(client, seen)
    return [_action(call, f"call_{at}", seen) for at, call in enumerate(calls)]


def _run(client: Talk, seen: Seen) -> None:
    client.say({"type": "user", "message": {"role": "user", "content": "Go."}})
    for message in client.heard():
        if message["type"] == "control_request":
            seen.asked.add(message["request"]["tool_use_id"])
            answer = {"subtype": "success", "request_id": message["request_id"], "response": NO}
            client.say({"type": "control_response", "response": answer})
        if message["type"] == "result":
            return


def _action(call: Call, number: str, seen: Seen) -> Action:
    told = seen.told[number]
    if called(call.server, call.tool) not in seen.offered:
        assert "No such tool available" in told
        return Action.HIDE
    if number in seen.asked:
        assert "asked, and refused" in told
        return Action.ASK
    assert '{\\"ran\\":' in told
    return Action.ALLOW


def _answer(
    path: str, body: Mapping[str, Any], calls: Sequence[Call], seen: Seen
) -> Iterator[Event]:
    if "count_tokens" in path:
        return iter(())
    results = [
        block
        for message in body["messages"]
        if isinstance(message["content"], list)
        for block in message["content"]
        if block["type"] == "tool_result"
    ]
    seen.told.update({each["tool_use_id"]: json.dumps(each["content"]) for each in results})
    offered = {each["name"] for each in body.get("tools", ()) if each["name"].startswith("mcp__")}
    seen.offered.update(offered)
    return _turn(calls if offered and not results else ())


def _turn(calls: Sequence[Call]) -> Iterator[Event]:
    """The model's answer: these calls, or a word where there are none."""
    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []}
    yield {"type": "message_start", "message": {**message, "usage": usage}}
    for at, call in enumerate(calls):
        name = called(call.server, call.tool)
        block = {"type": "tool_use", "id": f"call_{at}", "name": name, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(call.arguments)}
        yield from _block(at, block, delta)
    if not calls:
        yield from _block(0, {"type": "text", "text": ""}, {"type": "text_delta", "text": "Done."})
    reason = "tool_use" if calls else "end_turn"
    yield {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}
    yield {"type": "message_stop"}


def _block(at: int, block: Event, delta: Event) -> Iterator[Event]:
    yield {"type": "content_block_start", "index": at, "content_block": block}
    yield {"type": "content_block_delta", "index": at, "delta": delta}
    yield {"type": "content_block_stop", "index": at}
