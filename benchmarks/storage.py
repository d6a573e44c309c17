"""How fast is the catalog? `python -m benchmarks.storage [TOOLS.jsonl.gz] [CATALOG]`

Keeps 224,112 tools on 8,805 servers, made of the file's tools, with their verdicts, policies
and pages, as `toolrisk run` does; then all of it again, unchanged. Prints seconds of the
store's calls alone, beside a reference measured in the same run: plain sqlite3 writing the
same rows into the same tables. Nothing is asserted.
"""

import gc
import gzip
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from benchmarks.speed import DEFAULT
from catalog.model.classification import Classification
from catalog.model.listing import CrawlState, Listing, Package
from catalog.model.page import Page
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Snapshot
from catalog.model.tool import Context, Tool
from catalog.reading import read_tool
from catalog.store import classifications, listings, pages, policies, servers, snapshots
from catalog.store.catalog import Catalog, open_catalog
from catalog.store.policies import Advice
from catalog.store.rows import batches
from classifier.classify import classify
from cli.main import CYCLES
from publisher.answers import document
from publisher.page import Composition, compose
from publisher.target import recommended

TOOLS, SERVERS = 224_112, 8_805
START = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 50
"""Servers kept at a time."""
CPU = "cpu"
ROWS = 10_000
"""Rows that the reference writes at a time."""


Spent = dict[str, float]
"""Seconds by step."""


class Made(NamedTuple):
    """All that is kept for one server, made before the clock runs."""

    snapshot: Snapshot
    verdicts: Sequence[Classification]
    pages: Composition
    document: str
    documents: dict[str, str]


def main() -> None:
    """Measure and print."""
    gc.set_threshold(*CYCLES)  # as the command line does
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with tempfile.TemporaryDirectory() as folder:
        location = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder, "catalog.db"))
        for name, at in (("new", START), ("unchanged", START + timedelta(days=1))):
            report(name, stored(path, location, at))
        if "://" not in location:
            print(f"file           {Path(location).stat().st_size / 1e9:>8.2f} GB")
            reference(location, str(Path(folder, "reference.db")))


def report(name: str, spent: Spent) -> None:
    """Print the seconds of one pass: by the clock, and of this process alone."""
    busy = spent.pop(CPU)
    steps = ", ".join(f"{step} {each:.1f}" for step, each in spent.items())
    print(f"{name:<14} {sum(spent.values()):>6.1f} s, {busy:.1f} s CPU   ({steps})", flush=True)


def stored(path: Path, location: str, at: datetime) -> Spent:
    """Seconds of the store's calls by step, for one pass over everything."""
    spent: Spent = defaultdict(float)
    listed = tuple(listing(number) for number in range(SERVERS))
    merged = tuple(server(each) for each in listed)
    with open_catalog(location) as catalog:
        with clock(spent, "listings"):
            for page in batches(listed, 100):
                listings.keep(catalog, page, (), CrawlState(source="official"), at)
        with clock(spent, "servers"):
            servers.keep(catalog, merged, at)
        rounds = -(-SERVERS // BATCH)
        for number, batch in enumerate(batches(everything(path, merged, at), BATCH), 1):
            keep(catalog, batch, at, spent)
            if number in (rounds // 10, rounds):
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"  memory       {peak:>8.0f} MB at most, {number} of {rounds} batches")
        with clock(spent, "closing"):
            catalog.close()
    return spent


def keep(catalog: Catalog, batch: Sequence[Made], at: datetime, spent: Spent) -> None:
    """Some servers, as the steps keep them: their snapshots, then all that is made of those."""
    with clock(spent, "snapshots"):
        snapshots.keep_all(catalog, [each.snapshot for each in batch])
    with catalog.writing():
        with clock(spent, "verdicts"):
            verdicts = {each.snapshot.server_id: each.verdicts for each in batch}
            classifications.keep_all(catalog, verdicts, at)
        with clock(spent, "policies"):
            advice = {
                each.snapshot.server_id: Advice(each.pages.policy, each.document, each.documents)
                for each in batch
            }
            policies.keep_all(catalog, advice, at)
        with clock(spent, "pages"):
            told: dict[str, Sequence[Page]] = {
                each.snapshot.server_id: (*each.pages.tools, each.pages.server) for each in batch
            }
            pages.keep_all(catalog, told, at)
        begin, busy = time.perf_counter(), time.process_time()
    spent["commits"] += time.perf_counter() - begin
    spent[CPU] += time.process_time() - busy


@contextmanager
def clock(spent: Spent, step: str) -> Iterator[None]:
    """Add the seconds of a block to a step's."""
    begin, busy = time.perf_counter(), time.process_time()
    yield
    spent[step] += time.perf_counter() - begin
    spent[CPU] += time.process_time() - busy


def everything(path: Path, merged: Sequence[Server], at: datetime) -> Iterator[Made]:
    """What is kept for each server, made as it is asked for."""
    source = tools(path)
    for number, each in enumerate(merged):
        share = (number + 1) * TOOLS // SERVERS - number * TOOLS // SERVERS
        yield made(each, [next(source) for _ in range(share)], at)


def tools(path: Path) -> Iterator[Tool]:
    """The file's tools over and over, each time reworded, so that no definition is alike."""
    for turn in range(TOOLS):
        with gzip.open(path) as lines:
            for line in lines:
                entry = orjson.loads(line)["tool"]
                entry["_meta"] = {"turn": turn}
                found = read_tool(entry)
                if isinstance(found, Tool):
                    yield found


def made(of: Server, offered: Sequence[Tool], at: datetime) -> Made:
    """A server's snapshot, and what the classifier and the publisher make of it."""
    context = Context(title=of.title, description=of.description)
    verdicts = [(tool, classify(tool, context)) for tool in offered]
    outcome = Introspected(tools=tuple(offered), protocol_version="2025-11-25")
    snapshot = Snapshot(server_id=of.id, launch="l", at=at, sandbox="none", outcome=outcome)
    told = compose(of, snapshot, verdicts)
    single = {rule.tool: document(rule, of.id) for rule in told.policy.rules}
    text = recommended(told.policy).text
    return Made(snapshot, [verdict for _, verdict in verdicts], told, text, single)


def listing(number: int) -> Listing:
    """One row of a registry."""
    name = f"io.example/server-{number:05}"
    package = Package(registry="npm", identifier=f"server-{number:05}", version="1.0.0")
    return Listing(
        source="official", source_id=name, name=name, version="1.0.0", packages=(package,)
    )


def server(of: Listing) -> Server:
    """The server of one listing."""
    slug = of.name.rsplit("/", 1)[-1]
    return Server(id=of.name, slug=slug, title=slug, listings=(of,))


def reference(location: str, beside: str) -> None:
    """Write the catalog's rows with sqlite3 alone, and print the seconds of the writing."""
    spent: Spent = defaultdict(float)
    with closing(sqlite3.connect(location)) as source, closing(sqlite3.connect(beside)) as target:
        target.execute("pragma journal_mode = wal")
        target.execute("pragma synchronous = normal")
        schema = source.execute("select type, name, sql from sqlite_master where sql is not null")
        made = schema.fetchall()
        for _, _, statement in made:
            target.execute(statement)
        for name in (name for kind, name, _ in made if kind == "table"):
            copy(name, source, target, spent)
    report("reference", spent)


def copy(name: str, source: Any, target: Any, spent: Spent) -> None:
    """Write one table's rows, many in a transaction."""
    rows = source.execute(f"select * from {name}")  # noqa: S608  (a name of our own schema)
    holes = ", ".join("?" for _ in rows.description)
    while batch := rows.fetchmany(ROWS):
        with clock(spent, "plain sqlite3"), target:
            target.executemany(f"insert into {name} values ({holes})", batch)  # noqa: S608  (as above)


if __name__ == "__main__":
    main()
