"""How fast is the crawler? `python -m benchmarks.crawling [REGISTRY.jsonl.gz] [LISTINGS]`

Replays 80,000 listings, made of the file's rows, from a registry on loopback that runs in a
process of its own, into a catalog, with delays off: from nothing, then what has changed, then
all of it unchanged. Prints seconds, listings a second and memory, beside a reference measured
in the same run: the same pages from loopback, parsed by orjson, their rows into one table of
plain sqlite3. Nothing is asserted.
"""

import gzip
import json
import multiprocessing
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson

from catalog.store.catalog import open_catalog
from cli.console import Voice
from cli.steps.crawl import collect_listings
from crawler.pace import Pace

DEFAULT = "../shared/data/official-registry.jsonl.gz"
LISTINGS = 80_000
SIZE = 100
META = "io.modelcontextprotocol.registry/official"


def main(file: str = DEFAULT, listings: str = str(LISTINGS)) -> None:
    here, there = multiprocessing.Pipe()
    with gzip.open(file) as lines:
        rows = [orjson.loads(line) for line in lines]
    serving = multiprocessing.Process(target=serve, args=(rows, int(listings), there), daemon=True)
    serving.start()
    url = here.recv()
    with tempfile.TemporaryDirectory() as folder:
        reference = timed("reference", lambda: refer(url, Path(folder) / "plain.db"), 0.0)
        with open_catalog(str(Path(folder) / "catalog.db")) as catalog:

            def crawl(*, full: bool) -> int:
                word, pace = f"official={url}", Pace(delay=0)
                report = collect_listings(catalog, [word], Voice(quiet=True), pace, full=full)
                assert report.failed == ()
                print(f"{'':12}{sum(each.written for each in report.sources):,} written")
                return report.listings

            first = timed("first", lambda: crawl(full=False), reference)
            timed("second", lambda: crawl(full=False), first)
            timed("unchanged", lambda: crawl(full=True), first)
    serving.terminate()


def timed(name: str, work: Callable[[], int], against: float) -> float:
    """Do it, and print what it took; the seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    ratio = f"{wall / against:6.2f} of the one before it is held to" if against else ""
    print(
        f"{name:12}{count:8,} listings {wall:7.1f} s, {cpu:6.1f} s CPU, "
        f"{count / wall:8,.0f}/s, at most {_peak():4.0f} MB {ratio}"
    )
    return wall


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def refer(url: str, place: Path) -> int:
    """The same pages by the plainest means."""
    parts = urlsplit(url)
    count, cursor = 0, ""
    with closing(HTTPConnection(parts.netloc)) as web, closing(sqlite3.connect(place)) as store:
        store.execute("create table rows (name text, content text)")
        while True:
            web.request("GET", f"/v0.1/servers?{urlencode({'cursor': cursor})}")
            page = orjson.loads(web.getresponse().read())
            found = [(row["server"]["name"], json.dumps(row)) for row in page["servers"]]
            with store:
                store.executemany("insert into rows values (?, ?)", found)
            count += len(found)
            cursor = page["metadata"].get("nextCursor", "")
            if not cursor:
                return count


def serve(rows: Sequence[Any], count: int, told: Connection) -> None:
    """A registry of so many listings; its pages are made before anybody asks."""
    made = []
    for number in range(count):
        row = json.loads(json.dumps(rows[number % len(rows)]))
        row["server"]["name"] += f"-{number:06}"
        row["_meta"][META] |= {"isLatest": True, "updatedAt": f"2026-01-01T{number % 24:02}:00:00Z"}
        made.append(row)
    made[0]["_meta"][META]["updatedAt"] = "2026-06-01T00:00:00Z"
    pages = [_page(made[at : at + SIZE], at + SIZE, count) for at in range(0, count, SIZE)]
    changes = _page(made[:1], count, count)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = {key: each[0] for key, each in parse_qs(urlsplit(self.path).query).items()}
            at = int(query.get("cursor") or 0) // SIZE
            body = changes if "updated_since" in query else pages[at]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.send(f"http://127.0.0.1:{server.server_port}")
        server.serve_forever()


def _page(rows: Sequence[Any], after: int, count: int) -> bytes:
    more = {"nextCursor": str(after)} if after < count else {}
    return json.dumps({"servers": rows, "metadata": {"count": len(rows), **more}}).encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
