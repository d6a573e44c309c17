"""Servers that run elsewhere, each way of MCP over HTTP, asked over real sockets."""

import gzip
import json
import queue
from typing import Any

import pytest

from catalog.model.listing import Input
from catalog.model.snapshot import Introspected
from tests.crawler.hosting import snapshots, tools_of
from tests.crawler.remotes import Request, as_json, ask_remote, event, hosting, message, remote
from tests.servers.by_hand import Params, Refusal, tool
from tests.servers.deep import SCHEMAS


def test_a_remote_is_read_with_everything_it_says() -> None:
    with hosting(as_json) as host:
        server = remote(host.url)
        found = snapshots(server, allow_private=True)[server.id]
    outcome = found.outcome
    assert isinstance(outcome, Introspected), outcome
    assert [each.name for each in outcome.tools] == ["look"]
    assert outcome.server_info == {"name": "by-hand", "version": "1.2.3"}
    assert (found.sandbox, found.package, set(found.seconds)) == ("remote", None, {"start"})
    methods = [sent["method"] for _, _, _, sent in host.asked]
    assert methods == ["initialize", "notifications/initialized", "tools/list"]
    assert [head.get("mcp-protocol-version") for _, _, head, _ in host.asked] == [
        None, "2025-06-18", "2025-06-18"
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_a_malformed_tool_costs_no_neighbour(kind: str) -> None:
    """The deepest one could not even be parsed with the others."""
    odd = [b'{"description": "nameless"}', b"7", b'{"name": "loose", "inputSchema": "free"}']

    def lists(request: Request) -> None:
        said = json.dumps(message(request, {"tools_list": lambda _: {"tools": []}})).encode()
        body = said.replace(b"[]", b"[%s]" % b",".join([*SCHEMAS, *odd]))
        events = b"data: %s\n\n" % body
        request.reply(200, events if kind == "text/event-stream" else body, Content_Type=kind)

    with hosting(lists) as host:
        outcome = ask_remote(host.url)
    assert list(tools_of(outcome)) == ["deep", "good", "loose"]
    assert isinstance(outcome, Introspected)
    assert [each.position for each in outcome.malformed] == [1, 2, 4, 5]


@pytest.mark.parametrize("lingers", [False, True])
def test_answers_come_as_events_too(lingers: bool) -> None:  # noqa: FBT001
    def events(request: Request) -> None:
        said = message(request)
        if said is None:
            request.reply(202)
            return
        note = {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info"}}
        request.stream(b": hello\n\n", event(note), b"id: 7\ndata: \n\n", event(said))
        if lingers:
            request.connection.recv(1)  # until the client goes

    with hosting(events) as host:
        assert list(tools_of(ask_remote(host.url))) == ["look"]


def test_compressed_answers_are_read() -> None:
    def packed(request: Request) -> None:
        body = gzip.compress(json.dumps(message(request)).encode())
        request.reply(200, body, Content_Type="application/json", Content_Encoding="gzip")

    with hosting(packed) as host:
        assert list(tools_of(ask_remote(host.url))) == ["look"]


def test_a_session_is_kept_and_left() -> None:
    def sessions(request: Request) -> None:
        started = request.sent and request.sent.get("method") == "initialize"
        if not started and request.headers.get("Mcp-Session-Id") != "s-1":
            request.reply(400)
        elif request.command == "DELETE":
            request.reply(200)
        else:
            as_json(request, None, **({"Mcp_Session_Id": "s-1"} if started else {}))

    with hosting(sessions) as host:
        assert list(tools_of(ask_remote(host.url))) == ["look"]
    assert host.asked[-1][0] == "DELETE"


class Stream:
    """A server of 2024-11-05: one stream of events, answers in it."""

    def __init__(self) -> None:
        self.answers: queue.Queue[Any] = queue.Queue()

    def __call__(self, request: Request) -> None:
        if request.command == "GET" and request.path == "/mcp":
            request.stream(b"event: endpoint\ndata: /inbox?session=1\n\n")
            while (said := self.answers.get(timeout=30)) is not None:
                request.say(event(said))
        elif request.command == "POST" and request.path == "/inbox?session=1":
            request.reply(202, b"Accepted")
            if said := message(request):
                self.answers.put(said)
        else:
            request.reply(404, b"Cannot POST /mcp", Content_Type="text/html")


@pytest.mark.parametrize("transport", ["sse", "streamable-http"])
def test_a_server_that_is_legacy_only_is_asked_in_its_way(transport: str) -> None:
    with hosting(stream := Stream()) as host:
        assert list(tools_of(ask_remote(host.url, transport))) == ["look"]
        stream.answers.put(None)


def test_what_is_listed_as_legacy_may_have_moved_on() -> None:
    def no_get(request: Request) -> None:
        request.reply(405) if request.command == "GET" else as_json(request)

    with hosting(no_get) as host:
        assert list(tools_of(ask_remote(host.url, "sse"))) == ["look"]


def test_a_server_of_the_new_handshake_only_is_asked_in_its_way() -> None:
    def refuse(_: Params) -> None:
        raise Refusal(-32022, "initialize is gone")

    def new(request: Request) -> None:
        common = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"}
        stamp = {"io.modelcontextprotocol/serverInfo": {"name": "new", "version": "9"}}
        known = {"capabilities": {"tools": {}}, "supportedVersions": ["2026-07-28"]}
        said = message(
            request,
            {
                "initialize": refuse,
                "server_discover": lambda _: {**common, **known, "_meta": stamp},
                "tools_list": lambda _: {**common, "tools": [tool("new")]},
            },
        )
        status = 400 if "error" in (said or {}) else 200
        request.reply(status, json.dumps(said).encode(), Content_Type="application/json")

    with hosting(new) as host:
        outcome = ask_remote(host.url)
    assert list(tools_of(outcome)) == ["new"]
    assert isinstance(outcome, Introspected)
    assert (outcome.protocol_version, outcome.server_info["name"]) == ("2026-07-28", "new")
    assert host.asked[-1][2]["mcp-method"] == "tools/list"


def test_headers_and_variables_are_filled_with_dummies() -> None:
    wanted = (
        Input(name="X-Api-Key", required=True, secret=True),
        Input(name="Authorization", value="Bearer {token}", required=True),
        Input(name="X-Optional", value="App {KEY}"),
    )
    with hosting(as_json) as host:
        assert list(tools_of(ask_remote(f"{host.url}/{{tenant}}", "streamable-http", *wanted)))
    _, path, head, _ = host.asked[0]
    assert path == "/mcp/toolrisk-dummy"
    assert head["x-api-key"] == "toolrisk-dummy"
    assert head["authorization"] == "Bearer toolrisk-dummy"
    assert "x-optional" not in head


def test_servers_share_no_cookie_and_no_header() -> None:
    def gives(request: Request) -> None:
        as_json(request, Set_Cookie="a=b", Mcp_Session_Id="mine")

    key = Input(name="X-Key", required=True)
    with hosting(gives) as host:
        first = remote(host.url, "streamable-http", key, name="first")
        second = remote(host.url, name="second")
        for each in snapshots(first, second, allow_private=True, jobs=1).values():
            assert isinstance(each.outcome, Introspected)
    heads = [head for _, _, head, sent in host.asked if sent and sent["method"] == "initialize"]
    assert ["x-key" in head for head in heads] == [True, False]
    assert not any("mcp-session-id" in head for head in heads)
    assert not any("cookie" in head for _, _, head, _ in host.asked)
