"""A small made-up catalog: hand-written verdicts on hand-written tools."""

from collections.abc import Mapping
from typing import Any

from catalog.model.classification import ActionVerdict, Classification, Warned
from catalog.model.tool import Malformed, Tool
from catalog.taxonomy import Category, Effect, Reason, Risk, Trait
from publisher.page import Composition, compose
from tests.publisher.values import (
    a_finding,
    a_server,
    a_snapshot,
    a_tool,
    a_verdict,
    composed,
    introspected,
    skipped,
)

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
