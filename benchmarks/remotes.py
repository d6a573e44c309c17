"""Servers a second over HTTP: our session against a raw client, both over one pool each.

    python -m benchmarks.remotes [SERVERS]

A process of its own plays SERVERS (default 200) hosts on loopback, each with 20 tools. The
raw client posts the least that MCP wants, on the same HTTP library, and decodes the answers;
ours does all that an introspection does. Turns alternate, and the median counts. CPU
seconds are this process's alone. Asked: at least 0.6 of the raw client's servers a second.
Then 5,000 listings that lead to the same hosts go the whole way to snapshots, and the peak
of memory is told on the way. Asked: flat from 100 on.
"""

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import count, cycle
from statistics import median
from time import perf_counter, process_time

import anyio
import httpcore2

from catalog.model.listing import Listing, Remote
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Snapshot
from crawler.introspection.introspect import introspect_all
from crawler.introspection.remote.asking import list_remote
from crawler.introspection.remote.endpoint import STREAMABLE, Endpoint
from crawler.introspection.remote.web import CONNECTIONS, IDLE_SECONDS, Web
from crawler.introspection.sandbox import Tier

JOBS = 16
TURNS = 5
MILESTONES = (100, 1_000, 5_000)
TOOL = {
    "name": "look",
    "description": "Looks at a thing. " * 20,
    "inputSchema": {"type": "object", "properties": {"at": {"type": "string"}}},
}
GREETING = {
    "protocolVersion": "2025-11-25",
    "capabilities": {"tools": {}},
    "serverInfo": {"name": "stub", "version": "1"},
}
TOOLS = 20
RESULTS = {
    "initialize": GREETING,
    "tools/list": {"tools": [TOOL | {"name": f"look-{n}"} for n in range(TOOLS)]},
}
ASKING = GREETING | {"capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
HEADERS: dict[bytes | str, bytes | str] = {
    "accept": "application/json, text/event-stream",
    "content-type": "application/json",
}


async def play(count: int) -> None:
    """The hosts; prints their ports as one line of JSON, and serves until it is killed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                asked = json.loads(await reader.readexactly(length))
                body = b""
                if "id" in asked:
                    answer = {"jsonrpc": "2.0", "id": asked["id"]}
                    body = json.dumps(answer | {"result": RESULTS[asked["method"]]}).encode()
                status = b"200 OK" if body else b"202 Accepted"
                kind = b"content-type: application/json\r\n" if body else b""
                writer.write(
                    b"HTTP/1.1 %s\r\n%scontent-length: %d\r\n\r\n%s"
                    % (status, kind, len(body), body)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    hosts = [await asyncio.start_server(serve, "127.0.0.1", 0) for _ in range(count)]
    print(json.dumps([each.sockets[0].getsockname()[1] for each in hosts]), flush=True)
    await asyncio.Event().wait()


async def raw(pool: httpcore2.AsyncConnectionPool, url: str) -> int:
    async def post(**message: object) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        answer = await pool.request("POST", url, headers=HEADERS, content=body)
        return answer.content

    json.loads(await post(id=1, method="initialize", params=ASKING))
    await post(method="notifications/initialized")
    return len(json.loads(await post(id=2, method="tools/list"))["result"]["tools"])


async def ours(web: Web, url: str) -> int:
    outcome = await list_remote(web, Endpoint(transport=STREAMABLE, url=url))
    assert isinstance(outcome, Introspected), outcome
    return len(outcome.tools)


async def turn(ask: Callable[[str], Awaitable[int]], urls: list[str]) -> tuple[float, float]:
    """Servers a second, and milliseconds of this process's CPU a server."""
    began, cpu = perf_counter(), process_time()
    waiting: Iterator[str] = iter(urls)

    async def work() -> None:
        for url in waiting:
            assert await ask(url) == TOOLS

    async with anyio.create_task_group() as jobs:
        for _ in range(JOBS):
            jobs.start_soon(work)
    seconds = perf_counter() - began
    return len(urls) / seconds, 1000 * (process_time() - cpu) / len(urls)


async def compare(urls: list[str]) -> None:
    pool = httpcore2.AsyncConnectionPool(max_connections=CONNECTIONS, keepalive_expiry=IDLE_SECONDS)
    async with pool, Web(allow_private=True) as web:
        turns = [
            (await turn(partial(raw, pool), urls), await turn(partial(ours, web), urls))
            for _ in range(TURNS)
        ]
    (their_rate, their_cpu), (our_rate, our_cpu) = (
        (median(each[side][0] for each in turns), median(each[side][1] for each in turns))
        for side in (0, 1)
    )
    print(f"{len(urls)} servers, {JOBS} at once; median of {TURNS} turns")
    print(f"raw client: {their_rate:7.1f} servers/s, {their_cpu:5.1f} ms CPU a server")
    print(f"toolrisk:   {our_rate:7.1f} servers/s, {our_cpu:5.1f} ms CPU a server")
    print(f"ratio:      {our_rate / their_rate:7.2f} (asked: 0.60)")


def whole_way(urls: list[str]) -> None:
    """Peak memory after so many snapshots, each looked at and let go."""
    seen = count()

    def sink(snapshot: Snapshot) -> None:
        assert isinstance(snapshot.outcome, Introspected), snapshot.outcome
        if (number := next(seen) + 1) in MILESTONES:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{peak:.0f} MB at most after {number} snapshots", flush=True)

    servers = (listed(number, url) for number, url in zip(range(MILESTONES[-1]), cycle(urls)))
    introspect_all(servers, Tier.MISSING, sink, jobs=JOBS, allow_private=True)


def listed(number: int, url: str) -> Server:
    name = f"io.example/stub-{number}"
    remotes = (Remote(transport=STREAMABLE, url=url),)
    listing = Listing(
        source="official", source_id=name, name=name, version="1.0.0", remotes=remotes
    )
    return Server(id=name, slug=name, title=name, listings=(listing,))


def main(hosts: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.remotes", "play", str(hosts)], stdout=subprocess.PIPE
    ) as stubs:
        assert stubs.stdout
        try:
            ports = json.loads(stubs.stdout.readline())
            urls = [f"http://127.0.0.1:{port}/mcp" for port in ports]
            anyio.run(compare, urls)
            whole_way(urls)
        finally:
            stubs.kill()


if __name__ == "__main__":
    if sys.argv[1:2] == ["play"]:
        asyncio.run(play(int(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
