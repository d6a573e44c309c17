"""A small made-up catalog: hand-written verdicts on hand-written tools."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from catalog.model.classification import ActionVerdict, Classification, Finding, Warned
from catalog.model.listing import Input, Listing, Package, Repository
from catalog.model.page import Page
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Malformed, Tool
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
    said = {"server_name": "harbour", "server_version": "1.4.2"}
    whole = {"tools": tools, "protocol_version": "2025-11-25", **said}
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


# --- the demo itself ---

READ_NOTE = "Read one note. Returns its text and its tags."
SEND_MAIL = (
    "Send an e-mail from the account of the user.\n\nArgs:\n"
    "  to: who gets it, separated by commas\n  body: plain text\n"
    "Mails are sent at once and cannot be called back."
)
RUN_QUERY = "Runs any SQL statement on the harbour database and returns the rows."
DROP_TABLE = "Drops a table with all of its rows. This cannot be undone."
PAY_BERTH = "Pays the fee of a berth with the stored card."


def schema(required: tuple[str, ...] = (), **properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def send_mail() -> tuple[Tool, Classification]:
    """A tool above its baseline, with evidence, parameters, actions and a warning."""
    tool = a_tool(
        "send_mail",
        SEND_MAIL,
        title="Send e-mail",
        inputSchema=schema(
            ("to", "body"),
            to={"type": "array", "items": {"type": "string"}, "description": "Who gets it."},
            body={"type": "string", "description": "Plain text, at most 10,000 characters."},
            priority={"enum": ["low", "normal", "urgent"], "description": "Shown to receivers."},
            reply_to={"type": ["string", "null"]},
        ),
    )
    verdict = a_verdict(
        tool,
        Category.WRITE,
        Risk.HIGH,
        rationale="It sends text of the agent's choosing to other people, in the user's "
        "name, and a sent mail cannot be called back.",
        effects=(Effect.CREATES, Effect.SENDS),
        traits=(Trait.IRREVERSIBLE, Trait.OPEN_WORLD),
        findings=(
            a_finding(Effect.SENDS, "description", SEND_MAIL, "Send an e-mail"),
            a_finding(Trait.IRREVERSIBLE, "description", SEND_MAIL, "cannot be called back"),
            a_finding(
                Trait.OPEN_WORLD,
                "inputSchema/properties/to/description",
                "Who gets it.",
                "Who gets it",
            ),
        ),
        warnings=(Warned(rule="says-at-once", field="description", quote="sent at once"),),
        actions=(
            ActionVerdict(
                parameter="priority", action="urgent", category=Category.WRITE, risk=Risk.HIGH
            ),
        ),
    )
    return tool, verdict


def harbour() -> Composition:
    """A server with a tool of every category, and one that tells nothing."""
    read = a_tool("read_note", READ_NOTE, inputSchema=schema(("id",), id={"type": "integer"}))
    query = a_tool("runQuery", RUN_QUERY, inputSchema=schema(("sql",), sql={"type": "string"}))
    drop = a_tool("drop_table", DROP_TABLE)
    pay = a_tool("pay_berth", PAY_BERTH)
    zap = a_tool("zap")
    return composed(
        a_server(description="Notes, mail and berths of a harbour office."),
        (read, a_verdict(read, Category.READ, Risk.MEDIUM)),
        send_mail(),
        (query, a_verdict(query, Category.EXECUTE, Risk.CRITICAL)),
        (drop, a_verdict(drop, Category.DESTRUCTIVE)),
        (pay, a_verdict(pay, Category.FINANCIAL)),
        (zap, a_verdict(zap, Category.READ, Risk.MEDIUM, abstained=True, confidence=0.2)),
    )


def library() -> Composition:
    """A server with nothing but reading, and one entry that is no tool."""
    tools = [a_tool(f"find_{what}", f"Finds a {what} by its name.") for what in ("book", "shelf")]
    malformed = (Malformed(position=2, reason="has no name", excerpt="{}"),)
    server = a_server("library", "Town Library")
    snapshot = a_snapshot(server, introspected(*tools, malformed=malformed))
    return compose(server, snapshot, [(tool, a_verdict(tool, Category.READ)) for tool in tools])


def demo() -> tuple[Composition, ...]:
    """Four servers: mixed, harmless, empty, and one that could not be looked at."""
    return (
        harbour(),
        library(),
        composed(a_server("silent", "Silent Server")),
        skipped(
            a_server("lighthouse", "Lighthouse"), Reason.START_FAILED, "exit code 1: no LIGHT_KEY"
        ),
    )
