"""Registries on loopback, behind the faults that a test lays in the crawler's way."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from catalog.model.listing import CrawlState, Listing, Page, Rejected
from crawler.pace import Pace

META = "io.modelcontextprotocol.registry/official"
HASTY = Pace(delay=0, pause=0.001, retries=3, timeout=20)


class Asked(NamedTuple):
    """One request, as the replica sees it."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


class Reply(NamedTuple):
    """One answer; what is not bytes is sent as JSON."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = {}


Api = Callable[[Asked], Reply]
Fault = Callable[[BaseHTTPRequestHandler], None]


class Replica(ThreadingHTTPServer):
    """Serves an API; each fault takes the place of one answer."""

    daemon_threads = True

    def __init__(self, api: Api) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = api
        self.faults: list[Fault | None] = []
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Replica

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        asked = Asked(unquote(parts.path), query, {k.lower(): v for k, v in self.headers.items()})
        self.server.asked.append(asked)
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault:
            fault(self)
        else:
            answer(self, self.server.api(asked))

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@contextmanager
def serving(api: Api) -> Iterator[Replica]:
    """The API on loopback until the block ends."""
    with Replica(api) as served:
        threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        served.shutdown()


def answer(to: BaseHTTPRequestHandler, reply: Reply, length: int | None = None) -> None:
    raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
    to.send_response(reply.status)
    for name, value in reply.headers.items():
        to.send_header(name, value)
    if reply.status != 304:
        to.send_header("Content-Length", str(len(raw) if length is None else length))
    to.end_headers()
    to.wfile.write(raw)


def status(code: int, **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda to: answer(to, Reply(status=code, headers=named))


def body(content: Any, length: int | None = None) -> Fault:
    return lambda to: answer(to, Reply(content), length)


def drip(to: BaseHTTPRequestHandler) -> None:
    """A page that comes letter by letter, and is none."""
    to.send_response(200)
    to.send_header("Content-Length", "5")
    to.end_headers()
    for _ in range(5):
        to.wfile.write(b"[")
        to.wfile.flush()
        time.sleep(0.01)


def bomb(to: BaseHTTPRequestHandler) -> None:
    """Forty megabytes that travel as forty thousand bytes."""
    packed = gzip.compress(b" " * (40 << 20), 9)
    answer(to, Reply(packed, headers={"Content-Encoding": "gzip"}))


def packed(content: bytes) -> Fault:
    """What is said to be packed."""
    return lambda to: answer(to, Reply(content, headers={"Content-Encoding": "gzip"}))


def hang_up(to: BaseHTTPRequestHandler) -> None:
    to.close_connection = True
    to.connection.close()


PASSING: dict[str, Sequence[Fault]] = {
    "429": [status(429)],
    "Retry-After": [status(429, Retry_After="0"), status(503, Retry_After="0.001")],
    "a date": [status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")],
    "storm": [status(500), status(502), status(504)],
    "truncated": [body(b'{"servers": [', length=5_000)],
    "cut": [body(b'{"servers": [')],
    "closed": [hang_up],
    "html": [body(b"<html>busy</html>"), status(500)],
    "huge": [body(b" " * 100, length=1 << 40)],
    "bomb": [bomb],
    "no gzip": [packed(b"junk"), packed(gzip.compress(b"{}")[:-9])],
    "drip": [drip],
    "moved": [status(302, Location="http://elsewhere.invalid/")],
    "not modified": [status(304)],
    "empty": [body(b"")],
    "wrong type": [body([1, 2, 3]), body({"servers": {"a": 1}}), body(b'"busy"')],
    "wrong rows": [body({"servers": [1, "two", None, {"server": 3}]})],
    "nested": [body(b"[" * 100_000)],
}
"""Faults that are over when the crawler asks again."""


class Kept:
    """A sink that remembers, and a state to go on from."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.states: list[CrawlState] = []
        self.breaks: BaseException | None = None

    def __call__(self, page: Page, state: CrawlState) -> None:
        self.pages.append(page)
        self.states.append(state)
        if self.breaks:
            raise self.breaks

    @property
    def listings(self) -> list[Listing]:
        return [each for page in self.pages for each in page.listings]

    @property
    def rejected(self) -> list[Rejected]:
        return [each for page in self.pages for each in page.rejected]

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.listings]


def row(name: str, at: str = "2026-01-02T03:04:05Z", **said: Any) -> dict[str, Any]:
    """A row of the official registry's list."""
    meta = {"status": "active", "updatedAt": at, "isLatest": True}
    return {"server": {"name": name, "version": "1.0.0", **said}, "_meta": {META: meta}}


def official(rows: Sequence[Mapping[str, Any]], size: int = 2) -> Api:
    """The official API over rows that are given by name, so many a page at most."""

    def api(asked: Asked) -> Reply:
        if asked.path != "/v0.1/servers":
            return Reply({"error": "not found"}, 404)
        since, after = asked.query.get("updated_since", ""), asked.query.get("cursor", "")
        deleted = since or asked.query.get("include_deleted") == "true"
        found = [
            each for each in rows
            if each["server"]["name"] > after and each["_meta"][META]["updatedAt"] > since
            and (deleted or each["_meta"][META]["status"] != "deleted")
        ]  # fmt: skip
        page = found[: min(size, int(asked.query["limit"]))]
        more = {"nextCursor": page[-1]["server"]["name"]} if len(page) == size else {}
        return Reply({"servers": page, "metadata": {"count": len(page), **more}})

    return api
