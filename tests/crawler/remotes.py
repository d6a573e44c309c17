"""Servers on loopback that speak MCP over HTTP, as they should or as they should not."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from catalog.model.listing import Input, Remote
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped
from tests.crawler.hosting import a_package, a_server, snapshots
from tests.servers.by_hand import Answers, answer, greeting, tool

Behaviour = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request to a server; its answer is the server's behaviour."""

    protocol_version = "HTTP/1.1"
    server: "Host"
    sent: Any = None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.sent = json.loads(body) if body else None
        self._behave()

    def do_GET(self) -> None:
        self._behave()

    def do_DELETE(self) -> None:
        self._behave()

    def _behave(self) -> None:
        said = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, said, self.sent))
        with suppress(ConnectionError):
            self.server.behaviour(self)

    def log_message(self, *_: object) -> None:
        pass

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, *pieces: bytes, kind: str = "text/event-stream", **headers: str) -> None:
        """A body without a length, which ends with the connection."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        for each in pieces:
            self.say(each)

    def say(self, piece: bytes) -> None:
        self.wfile.write(piece)
        self.wfile.flush()


class Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.behaviour = behaviour
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []

    def handle_error(self, *_: object) -> None:
        pass

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/mcp"


@contextmanager
def hosting(behaviour: Behaviour) -> Iterator[Host]:
    with Host(behaviour) as host:
        serving = Thread(target=host.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield host
        finally:
            host.shutdown()
            serving.join()


def message(request: Request, known: Answers | None = None) -> dict[str, Any] | None:
    """The JSON-RPC answer to a request; None to a notification."""
    answers: Answers = {"initialize": greeting, "tools_list": lambda _: {"tools": [tool("look")]}}
    if request.sent is None or "id" not in request.sent:
        return None
    given = answer(answers | (known or {}), request.sent)
    return {"jsonrpc": "2.0", "id": request.sent["id"], **given}


def as_json(request: Request, known: Answers | None = None, **headers: str) -> None:
    """The answer as it should be."""
    said = message(request, known)
    if said is None:
        request.reply(202)
    else:
        request.reply(200, json.dumps(said).encode(), Content_Type="application/json", **headers)


def event(said: Any, name: str = "message") -> bytes:
    return f"event: {name}\r\ndata: {json.dumps(said)}\r\n\r\n".encode()


def forever(request: Request, piece: bytes, seconds: float = 0.0) -> None:
    while True:
        request.say(piece)
        time.sleep(seconds)


def remote(url: str, transport: str = "streamable-http", *headers: Input, name: str = "") -> Server:
    said = Remote(transport=transport, url=url, headers=headers)
    return a_server(a_package("x"), name=name or url, packages=(), remotes=(said,))


def ask_remote(
    url: str, transport: str = "streamable-http", *headers: Input, allow_private: bool = True
) -> Introspected | Skipped:
    """What a run over one remote finds."""
    server = remote(url, transport, *headers)
    return snapshots(server, allow_private=allow_private)[server.id].outcome
