"""Hosts that misbehave over HTTP: each ends in time with the right value, the others unharmed."""

import json
import socket
import zlib
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from catalog.model.listing import Input
from catalog.model.snapshot import Introspected
from catalog.taxonomy import Reason
from crawler.introspection import connection, session
from crawler.introspection.remote import addresses, guard, web
from tests.crawler.hosting import snapshots, tools_of, why_skipped
from tests.crawler.remotes import (
    Behaviour,
    Request,
    as_json,
    ask_remote,
    event,
    forever,
    hosting,
    message,
    remote,
)

JSON = {"Content_Type": "application/json"}
LOGIN = 'Bearer realm="x", resource_metadata="https://login.invalid/.well-known/x"'
BOMB = zlib.compressobj(wbits=31)
PACKED = b"".join([*(BOMB.compress(b" " * (1 << 20)) for _ in range(8)), BOMB.flush()])


@pytest.fixture(autouse=True)
def modest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that are soon reached, in bytes and in messages."""
    monkeypatch.setattr(connection, "OUTPUT_BYTES", 1 << 20)
    monkeypatch.setattr(connection, "MESSAGES", 200)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phases that a host overstays soon."""
    monkeypatch.setattr(session, "START_SECONDS", 2)
    monkeypatch.setattr(session, "LIST_SECONDS", 2)
    monkeypatch.setattr(web, "FIRST_BYTE_SECONDS", 1)


def status(code: int, body: bytes = b"no", **headers: str) -> Behaviour:
    return lambda request: request.reply(code, body, **headers)


def drip_head(request: Request) -> None:
    forever(request, b"H", 0.1)


def drip_body(request: Request) -> None:
    request.stream(kind="application/json")
    forever(request, b" ", 0.1)


def endless_comments(request: Request) -> None:
    request.stream()
    forever(request, b": still here\n\n", 0.1)


def endless_events(request: Request) -> None:
    request.stream()
    forever(request, event({"jsonrpc": "2.0", "method": "notifications/x"}) * 500)


def endless_requests(request: Request) -> None:
    if request.sent is None or "method" not in request.sent:
        request.reply(202)
        return
    request.stream()
    forever(request, event({"jsonrpc": "2.0", "id": 1, "method": "ping"}) * 100)


def endless_line(request: Request) -> None:
    request.stream(b"data: ")
    forever(request, b"x" * (1 << 20))


def endless_header(request: Request) -> None:
    request.say(b"HTTP/1.1 200 OK\r\nX: ")
    forever(request, b"x" * (1 << 16))


def gone(request: Request) -> None:
    request.connection.shutdown(socket.SHUT_RDWR)


def half(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.say(b'{"jsonrpc"')
    request.connection.shutdown(socket.SHUT_RDWR)


def refuses_session(request: Request) -> None:
    if request.sent and request.sent["method"] == "initialize":
        as_json(request, Mcp_Session_Id="s-1")
    else:
        request.reply(404, b"who?")


def another_answers(request: Request) -> None:
    said = {"jsonrpc": "2.0", "id": 77, "result": {}}
    request.reply(200, json.dumps(said).encode(), **JSON)


def round_and_round(request: Request) -> None:
    request.reply(307, Location=request.path)


def not_gzip(request: Request) -> None:
    request.reply(200, b"plain", Content_Encoding="gzip", **JSON)


CASES: list[tuple[Behaviour, Reason, str]] = [
    (status(401, WWW_Authenticate=LOGIN), Reason.NEEDS_LOGIN, "HTTP 401, wants Bearer"),
    (status(403), Reason.NEEDS_LOGIN, "HTTP 403"),
    (status(404), Reason.PROTOCOL_ERROR, "HTTP 404"),
    (status(405), Reason.PROTOCOL_ERROR, "HTTP 405"),
    (status(406), Reason.PROTOCOL_ERROR, "HTTP 406"),
    (status(429, Retry_After="3600"), Reason.UNREACHABLE, "HTTP 429: too many requests"),
    (status(500), Reason.UNREACHABLE, "HTTP 500"),
    (status(202), Reason.PROTOCOL_ERROR, "HTTP 202"),
    (status(200, b"<html>", Content_Type="text/html"), Reason.PROTOCOL_ERROR, "with text/html"),
    (status(200, b"{}"), Reason.PROTOCOL_ERROR, "nothing that it names"),
    (status(200, b"{}", **JSON), Reason.PROTOCOL_ERROR, "holds none"),
    (status(200, b"[" * 100_000, **JSON), Reason.PROTOCOL_ERROR, "holds none"),
    (status(200, PACKED, Content_Encoding="gzip", **JSON), Reason.TOO_LARGE, "more than 1 MB"),
    (status(200, b"x", Content_Encoding="br", **JSON), Reason.PROTOCOL_ERROR, "as 'br'"),
    (not_gzip, Reason.PROTOCOL_ERROR, "is not gzip"),
    (status(307, Location="ftp://x/"), Reason.PROTOCOL_ERROR, "neither http nor https"),
    (status(303, Location="/x"), Reason.PROTOCOL_ERROR, "HTTP 303"),
    (round_and_round, Reason.PROTOCOL_ERROR, "more than 5 times"),
    (endless_events, Reason.TOO_LARGE, "more than 200 messages"),
    (endless_requests, Reason.TOO_LARGE, "more than 200 messages"),
    (endless_line, Reason.TOO_LARGE, "more than 1 MB"),
    (endless_header, Reason.PROTOCOL_ERROR, "HTTP is broken"),
    (gone, Reason.PROTOCOL_ERROR, "HTTP is broken"),
    (half, Reason.PROTOCOL_ERROR, "HTTP is broken"),
    (refuses_session, Reason.PROTOCOL_ERROR, "refuses the session that it gave"),
    (another_answers, Reason.PROTOCOL_ERROR, "holds none"),
]


@pytest.mark.parametrize(("behaviour", "reason", "said"), CASES)
def test_each_ends_with_its_reason(behaviour: Behaviour, reason: Reason, said: str) -> None:
    with hosting(behaviour) as host:
        skipped = why_skipped(ask_remote(host.url))
    assert (skipped.reason, said in skipped.detail) == (reason, True), skipped


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (drip_head, "no answer within 1 s"),
        (drip_body, "no answer to the handshake within 2 s"),
        (endless_comments, "no answer to the handshake within 2 s"),
    ],
)
def test_slowness_is_timed(behaviour: Behaviour, said: str, impatient: None) -> None:
    with hosting(behaviour) as host:
        skipped = why_skipped(ask_remote(host.url))
    assert (skipped.reason, skipped.detail) == (Reason.TIMED_OUT, said)


@pytest.mark.parametrize("behaviour", [endless_comments, status(404), status(200), gone])
def test_a_broken_stream_of_the_old_kind_ends(behaviour: Behaviour, impatient: None) -> None:
    with hosting(behaviour) as host:
        assert why_skipped(ask_remote(host.url, "sse")).phase == "start"


def test_where_to_log_in_is_kept() -> None:
    with hosting(status(401, WWW_Authenticate=LOGIN)) as host:
        skipped = why_skipped(ask_remote(host.url))
    assert skipped.resource_metadata == "https://login.invalid/.well-known/x"


def test_the_others_are_unharmed(impatient: None) -> None:
    behaviours = [as_json, drip_body, endless_line, as_json, status(500), as_json]
    with ExitStack() as stack:
        hosts = [stack.enter_context(hosting(each)) for each in behaviours]
        found = snapshots(*(remote(each.url) for each in hosts), allow_private=True, jobs=6)
        kinds = [found[each.url].outcome.kind for each in hosts]
    assert [kind == "introspected" for kind in kinds] == [
        behaviour is as_json for behaviour in behaviours
    ]


def test_prompts_that_never_come_cost_no_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    def beside(request: Request) -> None:
        if request.sent and request.sent["method"] in ("prompts/list", "resources/list"):
            status(500)(request)
            return
        said = message(request)
        if said and "capabilities" in said.get("result", {}):
            said["result"]["capabilities"] = {"tools": {}, "prompts": {}, "resources": {}}
        request.reply(200 if said else 202, json.dumps(said).encode(), **JSON)

    with hosting(beside) as host:
        outcome = ask_remote(host.url)
    assert list(tools_of(outcome)) == ["look"]
    assert isinstance(outcome, Introspected)
    assert any("prompts/list gave no whole list" in each for each in outcome.warnings)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://2130706433:1/",
     "http://0x7f.1:1/", "http://0:1/", "http://169.254.169.254/latest", "http://[::ffff:7f00:1]/",
     "http://10.0.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://[fd00::1]/",
     "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/"],
)  # fmt: skip
def test_what_leads_inside_is_refused(url: str) -> None:
    skipped = why_skipped(ask_remote(url, allow_private=False))
    assert skipped.reason is Reason.ADDRESS_REFUSED, skipped


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "http://[::1]:9/"])
def test_a_redirect_inside_is_refused(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public, as it would elsewhere; where it leads does not."""
    public(monkeypatch)
    with hosting(status(307, Location=target)) as host:
        skipped = why_skipped(ask_remote(host.url, allow_private=False))
    assert skipped.reason is Reason.ADDRESS_REFUSED, skipped


def test_a_redirect_to_another_host_takes_no_header_along() -> None:
    key = Input(name="X-Key", required=True)
    with hosting(as_json) as there, hosting(status(307, Location=there.url)) as here:
        assert list(tools_of(ask_remote(here.url, "streamable-http", key))) == ["look"]
    assert "x-key" in here.asked[0][2]
    assert len(here.asked) == 1
    assert not any("x-key" in head for _, _, head, _ in there.asked)


def test_the_environments_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with hosting(as_json) as host, hosting(as_json) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert list(tools_of(ask_remote(host.url))) == ["look"]
    assert proxy.asked == []


def test_a_name_is_looked_up_once_and_refused_when_any_address_is_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[str] = []

    async def both(host: str, port: int, **_: object) -> list[object]:
        looked_up.append(host)
        return [(0, 0, 0, "", (each, port)) for each in ("93.184.215.14", "127.0.0.1")]

    monkeypatch.setattr("crawler.introspection.remote.guard.anyio.getaddrinfo", both)
    skipped = why_skipped(ask_remote("http://rebinds.invalid/", allow_private=False))
    assert "rebinds.invalid is 127.0.0.1, which is this machine itself" in skipped.detail
    assert looked_up == ["rebinds.invalid"]


def test_what_is_no_url_to_ask_is_never_asked() -> None:
    for url, said in (
        ("http://user:secret@x.invalid/", "credentials are not sent"),
        ("file:///etc/passwd", "neither http nor https"),
        ("http://", "names no host"),
        ("http://x.invalid:99999/", "names no host"),
        (f"http://x.invalid/{'a' * 3000}", "more than 2048"),
    ):
        skipped = why_skipped(ask_remote(url))
        assert (skipped.reason, said in skipped.detail) == (Reason.UNSUPPORTED, True), skipped
        assert "secret" not in skipped.detail
    host = Input(name="Host", value="metadata", required=True)
    assert "header" in why_skipped(ask_remote("http://x.invalid/", "sse", host)).detail


def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 for a public address."""
    real: Callable[..., str | None] = addresses.refusal
    monkeypatch.setattr(
        guard, "refusal", lambda each: None if str(each) == "127.0.0.1" else real(each)
    )
