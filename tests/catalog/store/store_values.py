"""Plain values to keep, for examples."""

from datetime import UTC, datetime, timedelta
from typing import Any

from catalog.model.about import About, Seen
from catalog.model.classification import Classification, Finding, Opinion, Override
from catalog.model.grade import Grade
from catalog.model.listing import CrawlState, Listing, Package
from catalog.model.page import ServerPage
from catalog.model.policy import Policy, ToolRule
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.store import listings, servers, snapshots
from catalog.store.catalog import Catalog
from catalog.taxonomy import Action, Category, Decider, Effect, Reason, Risk

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def listing(name: str = "io.example/notes", version: str = "1.0.0", **fields: Any) -> Listing:
    package = Package(registry="npm", identifier=name.rsplit("/", 1)[-1], version=version)
    wanted = {"source": "starter", "source_id": name, "name": name, "version": version}
    return Listing.model_validate({**wanted, "packages": (package,), **fields})


def server(*listed: Listing, slug: str = "notes", **fields: Any) -> Server:
    first = listed[0]
    wanted = {"id": first.name, "slug": slug, "title": slug.title(), "listings": listed}
    return Server.model_validate({**wanted, **fields})


def tool(name: str = "delete_note", **fields: Any) -> Tool:
    found = read_tool({"name": name, "description": "Delete a note for good.", **fields})
    assert isinstance(found, Tool)
    return found


def snapshot(server_id: str, *tools: Tool, at: datetime = NOON, **fields: Any) -> Snapshot:
    outcome = Introspected(tools=tools, protocol_version="2025-11-25")
    wanted = {"server_id": server_id, "launch": "sha256:1", "at": at, "sandbox": "bubblewrap"}
    return Snapshot.model_validate({**wanted, "outcome": outcome, **fields})


def skipped(server_id: str, reason: Reason, at: datetime = NOON) -> Snapshot:
    return snapshot(server_id, at=at, outcome=Skipped(reason=reason, detail="why"))


def classification(of: Tool, **fields: Any) -> Classification:
    quote = Finding(
        rule="word-delete", says=Effect.DELETES, confidence=0.9,
        field="description", quote="Delete", start=0, end=6,
    )  # fmt: skip
    opinion = Opinion(
        by=Decider.RULES, category=Category.DESTRUCTIVE, risk=Risk.HIGH,
        confidence=0.9, abstained=False, rationale="It deletes.",
    )  # fmt: skip
    return Classification.model_validate(
        {
            "tool_digest": of.digest, "context_digest": "sha256:c", "version": "1",
            "category": Category.DESTRUCTIVE, "baseline": Risk.CRITICAL, "risk": Risk.HIGH,
            "confidence": 0.9, "abstained": False, "decided_by": Decider.RULES,
            "rationale": "It says that it deletes.", "effects": (Effect.DELETES,), "traits": (),
            "findings": (quote,), "opinions": (opinion,), **fields,
        }
    )  # fmt: skip


def override(of: Tool, **fields: Any) -> Override:
    return Override.model_validate(
        {
            "tool_digest": of.digest, "category": Category.READ, "risk": Risk.LOW,
            "why": "It's ours.", "who": "a", "at": NOON, **fields,
        }
    )  # fmt: skip


def rule(of: Tool, **fields: Any) -> ToolRule:
    return ToolRule.model_validate(
        {
            "tool": of.name, "action": Action.HIDE, "reason": "It deletes for good.",
            "category": Category.DESTRUCTIVE, "risk": Risk.HIGH, "digest": of.digest, **fields,
        }
    )  # fmt: skip


def policy(*rules: ToolRule) -> Policy:
    return Policy(server="notes", rules=rules)


ABOUT = About(
    listings=(), listing_count=0, repository=None, repository_link=None, website=None,
    website_link=None, merged=(), apart=(), doubts=(), starts=(), start_count=0, asked=(),
    asked_count=0, hosts=(), seen=Seen(at="", sandbox="", launch="", package=None),
)  # fmt: skip


def page(name: str, title: str = "Notes") -> ServerPage:
    lists = ("tools", "notes", "questions", "registries")
    nothing: dict[str, Any] = dict.fromkeys(lists, ())
    texts = dict.fromkeys(("server", "summary", "lead", "outcome", "toolrisk"), "")
    counts = {"by_category": {}, "by_risk": {}, "abstained": 0, "tokens": 0}
    none = {"description": None, "skipped": None, "better": None}
    address = f"servers/{name}/index.html"
    grade = Grade(letter=None, reasons=(), combinations=())
    whole = {**nothing, **texts, **counts, **none, "grade": grade, "about": ABOUT}
    return ServerPage(address=address, title=title, **whole)


def keep_server(store: Catalog, *tools: Tool, slug: str = "notes") -> Server:
    """Keep a server under that slug, with a snapshot of its tools where there are any."""
    listed = listing(f"io.example/{slug}")
    listings.keep(store, (listed,), (), CrawlState(source="starter"), NOON)
    kept = server(listed, slug=slug)
    servers.keep(store, (kept,), NOON)
    if tools:
        snapshots.keep(store, snapshot(kept.id, *tools))
    return kept
