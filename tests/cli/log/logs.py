"""Log files, as they are read."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catalog.model.listing import CrawlState
from catalog.model.server import Server
from catalog.store import listings, servers
from catalog.store.catalog import Catalog

HEAD = ["time", "level", "run", "event"]


def lines(path: str = "log.jsonl") -> list[dict[str, Any]]:
    """Every line of a log; each has its head first, and nothing that moves a cursor."""
    data = Path(path).read_bytes()
    assert data.isascii()
    assert not [byte for byte in data if byte < 32 and byte != 10]
    found = [json.loads(line) for line in data.splitlines()]
    assert [each for each in found if list(each)[:4] != HEAD] == []
    return found


def told(event: str, path: str = "log.jsonl") -> list[dict[str, Any]]:
    """The lines of one kind of event."""
    return [each for each in lines(path) if each["event"] == event]


def keep(catalog: Catalog, server: Server) -> None:
    """A server and its listings, as a crawl keeps them."""
    now = datetime.now(UTC)
    listings.keep(catalog, server.listings, (), CrawlState(source="test", complete=True), now)
    servers.keep(catalog, (server,), now)
