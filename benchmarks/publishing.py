"""How fast is the site built? `python -m benchmarks.publishing [TOOLS.jsonl.gz] [FOLDER]`

Builds the site of a catalog of the file's tools, and of one of 224,112 tools on 8,805
servers: at first, again unchanged, and after every hundredth tool has changed. Prints pages
a second beside a loop, measured in the same run, that renders the same template from ready
values and writes what comes of it; memory of all processes together, and the room that the
site takes. FOLDER keeps the catalogs for another run. Nothing is asserted.
"""

import gzip
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import orjson

from benchmarks.processes import memory_of
from benchmarks.speed import DEFAULT
from benchmarks.storage import START, keep, listing, made, server, stored
from catalog.model.listing import CrawlState
from catalog.model.page import ToolPage
from catalog.model.server import Server
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store import listings, pages, servers, snapshots
from catalog.store.catalog import Catalog, open_catalog
from publisher.site.rendering import html

SAMPLE = 2_000
"""Pages that the reference renders and writes."""
CHANGED = 100
"""One tool in so many changes before the last build."""


class Timed(NamedTuple):
    """One build: seconds, and megabytes of all its processes at most."""

    seconds: float
    memory: float


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder)
        for name, fill in (("file", of_file), ("large", of_all)):
            location = kept / f"{name}.db"
            if not location.exists():
                fill(path, str(location))
            measure(name, str(location), Path(folder, name))


def measure(name: str, location: str, site: Path) -> None:
    """Three builds of one catalog's site, and the reference; prints what they took."""
    first = build(location, site)
    with open_catalog(location) as catalog:
        number = sum(1 for _ in pages.cards(catalog))
        loop = reference(catalog, site.with_name(f"{name}-reference"))
    speed = number / first.seconds
    print(f"\n{name}: {number:,} pages")
    print(f"  first build  {first.seconds:>8.1f} s, {speed:,.0f} pages a second")
    print(f"  reference    {loop:>8,.0f} pages a second: render and write")
    print(f"  ratio        {speed / loop:>8.2f} × the reference")
    print(f"  memory       {first.memory:>8.0f} MB at most, all processes together")
    print(f"  disk         {room(site) / 1e9:>8.2f} GB")
    print(f"  unchanged    {build(location, site).seconds:>8.1f} s")
    change(location)
    again = build(location, site)
    print(f"  1 % changed  {again.seconds:>8.1f} s, {again.memory:.0f} MB at most", flush=True)


def build(location: str, site: Path) -> Timed:
    """`toolrisk publish`, as a person calls it."""
    command = [sys.executable, "-m", "cli.main", "publish", "--quiet"]
    begin = time.perf_counter()
    running = subprocess.Popen([*command, "--catalog", location, "--reports", str(site)])
    memory = memory_of(running)
    if running.returncode:
        sys.exit(running.returncode)
    return Timed(time.perf_counter() - begin, memory)


def reference(catalog: Catalog, folder: Path) -> float:
    """Pages a second of a loop that has the values ready, and does nothing else."""
    folder.mkdir()
    every = (each.card.address for each in pages.cards(catalog))
    addresses = list(islice((each for each in every if not each.endswith("/index.html")), SAMPLE))
    ready = [pages.find(catalog, each) for each in addresses]
    begin = time.perf_counter()
    for number, page in enumerate(ready):
        if isinstance(page, ToolPage):
            (folder / f"{number}.html").write_bytes(html(page).encode())
    return len(ready) / (time.perf_counter() - begin)


def room(site: Path) -> int:
    """Bytes that the files take on the disk."""
    return sum(each.stat().st_blocks * 512 for each in site.rglob("*"))


def of_file(path: Path, location: str) -> None:
    """A catalog of the file's own servers and tools."""
    by_server: dict[str, list[Tool]] = {}
    with gzip.open(path) as lines:
        for line in lines:
            row = orjson.loads(line)
            tool = read_tool(row["tool"])
            if isinstance(tool, Tool):
                by_server.setdefault(str(row["server"]["id"]), []).append(tool)
    fill(location, list(by_server.values()), START)


def of_all(path: Path, location: str) -> None:
    """A catalog as large as the one that PolicyLayer publishes."""
    stored(path, location, START)


def fill(location: str, offered: Sequence[Sequence[Tool]], at: datetime) -> None:
    """Keep a server for each list of tools."""
    listed = [listing(number) for number in range(len(offered))]
    merged = [server(each) for each in listed]
    with open_catalog(location) as catalog:
        listings.keep(catalog, listed, (), CrawlState(source="official"), at)
        servers.keep(catalog, merged, at)
        for each, its in zip(merged, offered, strict=True):
            offer(catalog, each, its, at)


def offer(catalog: Catalog, of: Server, its: Sequence[Tool], at: datetime) -> None:
    """Keep what is made of one server with these tools."""
    keep(catalog, [made(of, its, at)], at, defaultdict(float))


def change(location: str) -> None:
    """Reword every hundredth tool of the catalog, wherever it is."""
    at, number = START + timedelta(days=1), 0
    with open_catalog(location) as catalog:
        known = {each.id: each for each in servers.every(catalog)}
        for snapshot in snapshots.every_latest(catalog):
            its = [
                reworded(tool) if (number + place) % CHANGED == 0 else tool
                for place, tool in enumerate(snapshot.tools)
            ]
            number += len(its)
            if its != list(snapshot.tools):
                offer(catalog, known[snapshot.server_id], its, at)


def reworded(tool: Tool) -> Tool:
    """The same tool with another description."""
    found = read_tool({**tool.definition, "description": f"{tool.description} Reworded."})
    assert isinstance(found, Tool)
    return found


if __name__ == "__main__":
    main()
