"""Crawls for real against a replica of the official API on loopback, faults and all."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from catalog.errors import NothingFound
from catalog.model.listing import CrawlState, Listing, Rejected
from crawler import politeness
from crawler.crawl import crawl, registries
from crawler.politeness import Pace
from crawler.registries import official
from crawler.registries.official import OfficialRegistry

META = "io.modelcontextprotocol.registry/official"
HASTY = Pace(delay=0, pause=0.001, retries=2, timeout=20)
Fault = Callable[[BaseHTTPRequestHandler], None]


class Replica(ThreadingHTTPServer):
    """Serves five servers, two a page, behind the faults that a test lays in its way."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.names = [f"com.example/{letter}" for letter in "abcde"]
        self.faults: list[Fault] = []
        self.asked: list[dict[str, str]] = []
        self.agents: set[str] = set()

    def page(self, cursor: str) -> bytes:
        rest = [each for each in self.names if each > cursor]
        rows = [row(each) for each in rest[:2]]
        metadata = {"count": len(rows)} | ({"nextCursor": rest[1]} if len(rest) > 1 else {})
        return json.dumps({"servers": rows, "metadata": metadata}).encode()


class Handler(BaseHTTPRequestHandler):
    server: Replica

    def do_GET(self) -> None:
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(query)
        self.server.agents.add(self.headers["User-Agent"])
        if self.server.faults:
            self.server.faults.pop(0)(self)
        else:
            answer(self, self.server.page(query.get("cursor", "")))

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


def row(name: str) -> dict[str, object]:
    said = {"status": "active", "updatedAt": "2026-01-02T03:04:05Z", "isLatest": True}
    return {"server": {"name": name, "version": "1.0.0"}, "_meta": {META: said}}


def answer(to: BaseHTTPRequestHandler, body: bytes, length: int | None = None) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(body) if length is None else length))
    to.end_headers()
    to.wfile.write(body)


def status(code: int, **headers: str) -> Fault:
    def fault(to: BaseHTTPRequestHandler) -> None:
        to.send_response(code)
        for name, value in (headers | {"Content_Length": "0"}).items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()

    return fault


def body(text: bytes, length: int | None = None) -> Fault:
    return lambda to: answer(to, text, length)


def leads_to(cursor: str) -> Fault:
    metadata = {"nextCursor": cursor}
    return body(json.dumps({"servers": [row("com.example/a")], "metadata": metadata}).encode())


class Kept:
    """A sink that remembers, and a state to go on from."""

    def __init__(self) -> None:
        self.listings: list[Listing] = []
        self.rejected: list[Rejected] = []
        self.states: list[CrawlState] = []
        self.breaks: BaseException | None = None

    def __call__(
        self, listings: Sequence[Listing], rejected: Sequence[Rejected], state: CrawlState
    ) -> None:
        self.listings += listings
        self.rejected += rejected
        self.states.append(state)
        if self.breaks:
            raise self.breaks

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.listings]


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    with Replica() as served:
        address = f"http://127.0.0.1:{served.server_port}/v0.1/servers"
        monkeypatch.setattr(OfficialRegistry, "address", address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        served.shutdown()


def test_all_pages_are_read_and_each_is_handed_out_with_its_state(replica: Replica) -> None:
    kept = Kept()
    assert crawl(["official"], {}, kept, HASTY) == ()
    assert kept.names == replica.names
    assert [each.cursor for each in kept.states] == ["com.example/b", "com.example/d", None]
    assert [each.complete for each in kept.states] == [False, False, True]
    seen = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert kept.states[-1] == CrawlState(source="official", watermark=seen, complete=True)
    assert replica.asked[0] == {"limit": "100", "version": "latest"}
    assert replica.asked[1]["cursor"] == "com.example/b"
    assert replica.agents == {politeness.USER_AGENT}


def test_an_empty_last_page_ends_a_pass(replica: Replica) -> None:
    replica.names = replica.names[:4]
    kept = Kept()
    assert crawl(["official"], {}, kept, HASTY) == ()
    assert (len(replica.asked), kept.names, kept.states[-1].complete) == (3, replica.names, True)


def test_the_next_pass_asks_for_changes_only_and_goes_back_a_little(replica: Replica) -> None:
    kept = Kept()
    crawl(["official"], {}, kept, HASTY)
    crawl(["official"], {"official": kept.states[-1]}, Kept(), HASTY)
    assert {each.get("updated_since") for each in replica.asked[:3]} == {None}
    assert {each["updated_since"] for each in replica.asked[3:]} == {"2026-01-02T02:54:05.000000Z"}


@pytest.mark.parametrize("error", [RuntimeError("disk full"), KeyboardInterrupt()])
def test_what_the_sink_raises_ends_the_run_and_the_next_goes_on(
    replica: Replica, error: BaseException
) -> None:
    kept = Kept()
    kept.breaks = error
    with pytest.raises(type(error)):
        crawl(["official", "starter"], {}, kept, HASTY)
    assert len([each for each in kept.states if each.source == "official"]) <= 1
    kept = Kept()
    kept.breaks = error
    with pytest.raises(type(error)):
        crawl(["official"], {}, kept, HASTY)
    kept.breaks = None
    assert crawl(["official"], {"official": kept.states[-1]}, kept, HASTY) == ()
    assert kept.names == replica.names


@pytest.mark.parametrize(
    "faults",
    [
        [status(429)],
        [status(429, Retry_After="0"), status(503)],
        [status(500), status(502)],
        [body(b'{"servers": [', length=5_000)],
        [body(b'{"servers": [')],
        [lambda to: to.connection.close()],
        [body(b"<html>busy</html>"), status(500)],
    ],
    ids=["429", "Retry-After", "5xx", "truncated", "cut", "closed", "html"],
)
def test_a_passing_fault_changes_nothing(replica: Replica, faults: list[Fault]) -> None:
    replica.faults = list(faults)
    kept = Kept()
    assert crawl(["official"], {}, kept, HASTY) == ()
    assert kept.names == replica.names
    assert len(replica.asked) == 3 + len(faults)


@pytest.mark.parametrize(
    ("fault", "tries", "reason"),
    [
        (status(500), 3, "answered 500"),
        (status(429), 3, "answered 429"),
        (status(404), 1, "answered 404"),
        (status(302, Location="http://elsewhere.example/"), 1, "answered 302"),
        (body(b'{"error": "gone"}'), 3, "sent a page that cannot be read"),
        (lambda to: to.connection.close(), 6, "did not answer"),  # aiohttp tries each twice
        (body(b" " * 5_000), 1, "did not answer"),
    ],
    ids=["500", "429", "404", "redirect", "another API", "closed", "huge"],
)
def test_a_lasting_fault_fails_the_source_and_leaves_the_others_running(
    replica: Replica,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    fault: Fault,
    tries: int,
    reason: str,
) -> None:
    monkeypatch.setattr(politeness, "PAGE_BYTES", 4_000)
    replica.faults = [fault] * 9
    kept = Kept()
    (failed,) = crawl(["official", "starter"], {}, kept, HASTY)
    assert failed.source == "official"
    assert failed.reason.startswith(f"official {reason}")
    assert failed.reason.endswith("; try again later")
    assert len(replica.asked) == tries
    assert {each.source for each in kept.listings} == {"starter"}
    assert capfd.readouterr() == ("", "")


def test_what_was_read_before_a_fault_is_kept(replica: Replica) -> None:
    replica.faults = [body(replica.page("")), *[status(500)] * 3]
    kept = Kept()
    assert len(crawl(["official"], {}, kept, HASTY)) == 1
    assert kept.names == ["com.example/a", "com.example/b"]
    assert crawl(["official"], {"official": kept.states[-1]}, kept, HASTY) == ()
    assert kept.names == replica.names


def test_a_repeated_cursor_ends_the_pass_and_is_not_kept(replica: Replica) -> None:
    replica.faults = [leads_to("x"), leads_to("y"), leads_to("x")]
    kept = Kept()
    (failed,) = crawl(["official"], {}, kept, HASTY)
    assert failed.reason == "official repeats the cursor 'x'; the next crawl starts over"
    assert kept.states[-1] == CrawlState(source="official")


def test_endless_cursors_end_at_the_page_cap(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official, "PAGES", 4)
    replica.faults = [leads_to(str(number)) for number in range(9)]
    kept = Kept()
    (failed,) = crawl(["official"], {}, kept, HASTY)
    assert failed.reason.startswith("official has no end after 4 pages")
    assert (len(replica.asked), kept.states[-1]) == (4, CrawlState(source="official"))


def test_a_cursor_that_is_refused_is_not_kept(replica: Replica) -> None:
    replica.faults = [status(400)]
    watermark = datetime(2026, 1, 1, tzinfo=UTC)
    stale = CrawlState(source="official", cursor="stale", watermark=watermark)
    kept = Kept()
    assert len(crawl(["official"], {"official": stale}, kept, HASTY)) == 1
    assert kept.states == [CrawlState(source="official", watermark=watermark)]


def test_an_unknown_registry_is_not_found() -> None:
    assert registries() == ("official", "starter")
    with pytest.raises(NothingFound, match="no registry is named 'nope'; there are official, st"):
        crawl(["starter", "nope"], {}, Kept(), HASTY)
