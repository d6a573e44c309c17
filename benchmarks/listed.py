"""The rows of shared/data as listings: of the official registry, and of many registries."""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from catalog.model.listing import Listing
from crawler.row import LENGTH
from crawler.server_json import read_row

DATA = Path(__file__).parents[2] / "shared" / "data"
OFFICIAL = DATA / "official-registry.jsonl.gz"
SERVERS = DATA / "servers.jsonl.gz"

REGISTRIES = {"npm": "npm", "pypi": "pypi", "docker": "oci", "oci": "oci", "nuget": "nuget"}
SOURCES = {
    "mcp-official-registry(dump)": "official",
    "docker/mcp-registry": "docker",
    "Toucan(smithery)": "smithery",
}
"""Registries by the names that their spiders give them; the others go by the file's own."""


def official() -> Iterator[Listing]:
    """All rows of the official registry's list."""
    with gzip.open(OFFICIAL) as lines:
        for line in lines:
            yield read_row(orjson.loads(line), "official")


def listed() -> Iterator[Listing]:
    """All rows of many registries, as their spiders would read them.

    Two of one registry that share a name are two listings, as they are there.
    """
    seen: Counter[tuple[str, str]] = Counter()
    with gzip.open(SERVERS) as lines:
        for line in lines:
            row = orjson.loads(line)
            source = SOURCES.get(row["source"], row["source"])
            key = (source, row["server_id"])
            seen[key] += 1
            again = source != "official" and seen[key] > 1
            yield _listing(row, source, f"{key[1]}~{seen[key]}" if again else key[1])


def _listing(row: Mapping[str, Any], source: str, source_id: str) -> Listing:
    extra = row["extra"] or {}
    name = row["server_id"]
    said = {
        "name": name if source == "official" else "any/name",
        "version": str(extra.get("version") or "0"),
        "title": row["title"],
        "description": (row["description"] or "")[:LENGTH] or None,
        "repository": {"url": row["repo"], "subfolder": extra.get("subdirectory")},
        "packages": extra.get("packages") or list(_packages(row)),
        "remotes": extra.get("remotes") or _remotes(row["remote_url"]),
    }
    found = read_row(said, source)
    latest = extra.get("is_latest", True)
    return found.model_copy(update={"name": name, "source_id": source_id, "is_latest": latest})


def _remotes(url: str | None) -> list[dict[str, Any]]:
    return [{"type": "streamable-http", "url": url}] if url else []


def _packages(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    registry, name = REGISTRIES.get(row["package_type"]), row["identifier"]
    if registry and name:
        given = [str(each) for each in row["args"] or ()]
        after = given[given.index(name) + 1 :] if name in given else given
        arguments = [{"type": "positional", "value": each} for each in after]
        yield {"registryType": registry, "identifier": name, "packageArguments": arguments}
