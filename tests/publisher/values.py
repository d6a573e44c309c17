"""Hand-written values: tools, verdicts, servers, and what is composed of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from catalog.model.classification import Classification, Finding
from catalog.model.listing import Input, Listing, Package, Repository
from catalog.model.page import Page
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.reading import read_tool
from catalog.taxonomy import BASELINE, Category, Decider, Effect, Reason, Risk, Trait
from publisher.page import Composition, compose

SEEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def a_tool(name: str, description: str | None = None, **fields: Any) -> Tool:
    """A tool as its server would give it."""
    entry: dict[str, Any] = {"name": name, **fields}
    if description is not None:
        entry["description"] = description
    tool = read_tool(entry)
    assert isinstance(tool, Tool)
    return tool


def a_finding(says: Effect | Trait, field: str, text: str, quote: str) -> Finding:
    start = text.index(quote)
    return Finding(
        rule=f"says-{says}",
        says=says,
        confidence=0.9,
        field=field,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def a_verdict(
    tool: Tool, category: Category, risk: Risk | None = None, **fields: Any
) -> Classification:
    """A verdict by rules, of the category's usual risk unless told."""
    whole: dict[str, Any] = {
        "tool_digest": tool.digest,
        "context_digest": "sha256:" + "c0" * 32,
        "version": "0.1.0+rules.7",
        "category": category,
        "baseline": BASELINE[category],
        "risk": risk or BASELINE[category],
        "confidence": 0.87,
        "abstained": False,
        "decided_by": Decider.RULES,
        "rationale": f"The definition of {tool.name} says so.",
        "effects": (),
        "traits": (),
        "findings": (),
    }
    return Classification.model_validate(whole | fields)


def a_server(slug: str = "harbour", title: str = "Harbour Files", **fields: Any) -> Server:
    listing = Listing(
        source="official",
        source_id=f"io.example/{slug}",
        name=f"io.example/{slug}",
        version="1.4.2",
        repository=Repository(url=f"https://git.example/{slug}"),
        packages=(
            Package(
                registry="pypi",
                identifier=f"{slug}-mcp",
                version="1.4.2",
                environment=(Input(name="HARBOUR_TOKEN", secret=True),),
            ),
        ),
    )
    whole = {"id": f"io.example/{slug}", "slug": slug, "title": title, "listings": (listing,)}
    return Server.model_validate({**whole, **fields})


def a_snapshot(server: Server, outcome: Introspected | Skipped) -> Snapshot:
    return Snapshot(
        server_id=server.id,
        launch="sha256:" + "1a" * 32,
        at=SEEN,
        sandbox="bubblewrap, no network",
        package=f"pkg:pypi/{server.slug}-mcp@1.4.2",
        outcome=outcome,
    )


def introspected(*tools: Tool, **fields: Any) -> Introspected:
    info = {"name": "harbour", "version": "1.4.2"}
    whole = {"tools": tools, "protocol_version": "2025-11-25", "server_info": info}
    return Introspected.model_validate({**whole, **fields})


def composed(server: Server, *verdicts: tuple[Tool, Classification]) -> Composition:
    """What is published of a server with these tools."""
    snapshot = a_snapshot(server, introspected(*(tool for tool, _ in verdicts)))
    return compose(server, snapshot, verdicts)


def skipped(server: Server, reason: Reason, detail: str) -> Composition:
    """What is published of a server that could not be looked at."""
    return compose(server, a_snapshot(server, Skipped(reason=reason, detail=detail)), ())


def pages_of(*compositions: Composition) -> Iterator[Page]:
    for each in compositions:
        yield from each.tools
        yield each.server
