"""One server as a line of `catalog.jsonl`: where to find all that is known of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Literal

from catalog.model.card import ServerCard
from catalog.model.value import Value
from catalog.taxonomy import Category, Reason, Risk
from publisher.addresses import folder_of, json_address
from publisher.site import json_bytes
from publisher.site.piece import Batch
from publisher.site.single import single

CATALOG = "catalog.jsonl"


class ServerRecord(Value):
    """One server; addresses are from the root of the site.

    `skipped` says why its tools were not seen: those in `tools` are unverified then.
    `content` is SHA-256 over all that the pages of the server and its tools say: it changes
    whenever the file at `tools_address` does.
    """

    schema_version: Literal[1] = 1
    server: str
    title: str
    address: str
    json_address: str
    tools_address: str
    content: str
    grade: str | None
    skipped: Reason | None
    registries: tuple[str, ...]
    tools: int
    abstained: int
    by_category: Mapping[Category, int]
    by_risk: Mapping[Risk, int]


def server_records(servers: Iterable[ServerCard], digests: Mapping[str, str]) -> Batch:
    """All servers; `digests` are of what is said of them, by their addresses."""
    records = [server_record(each, digests) for each in servers]
    return single([CATALOG], map(repr, records), partial(_lines, records))


def server_record(card: ServerCard, digests: Mapping[str, str]) -> ServerRecord:
    """What the line of one server says."""
    shard = f"{folder_of(card.address)}/tools.jsonl"
    return ServerRecord(
        server=card.id,
        title=card.title,
        address=card.address,
        json_address=json_address(card.address),
        tools_address=shard,
        content=digests[card.address],
        grade=card.grade,
        skipped=card.skipped,
        registries=card.registries,
        tools=card.tools,
        abstained=card.abstained,
        by_category=dict(zip(Category, card.by_category, strict=True)),
        by_risk=dict(zip(Risk, card.by_risk, strict=True)),
    )


def _lines(records: Sequence[ServerRecord]) -> tuple[bytes]:
    return (b"".join(map(json_bytes.line, records)),)
