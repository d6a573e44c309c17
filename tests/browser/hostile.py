"""A catalog of strangers who mean harm, with all that their registries and servers may say."""

from collections.abc import Iterator
from typing import Any

from catalog.taxonomy import Category, Reason, Risk
from publisher.page import Composition
from tests.publisher.test_site_hostile import ATTACKS, OF_OURS, hostile
from tests.publisher.values import a_server, a_tool, a_verdict, composed, skipped

LONG = "unbroken" * 1_250
BIDI = "\N{RIGHT-TO-LEFT ISOLATE}\N{ARABIC LETTER ALEF}\N{RIGHT-TO-LEFT OVERRIDE}"

NAMES = (
    *("../../../etc/passwd", "..", ".", "/", "\\..\\..\\boot", "a\0b", "CON", "con", "nul.html"),
    *("index", "policy", "COM1", "LPT9.txt", " ", "-rf", "a" * 300, "A" * 300, "%2e%2e%2f"),
    *("Pay", "pay", "PAY", "p\N{CYRILLIC SMALL LETTER A}y", "p\N{ZERO WIDTH SPACE}ay", "?q#f"),
    *("servers", "tools.jsonl", "passport", "badge.svg", "assets", LONG[:4_000], BIDI, "💣" * 90),
)
"""Names that are hard to keep as files, or hard to tell apart."""


def deep(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "description": LONG}
    for level in range(levels):
        schema = {"type": "object", "properties": {f"level{level}{LONG[:200]}": schema}}
    return schema


def large() -> Composition:
    """Texts of a million letters, thousands of parameters, and schemas that go deep."""
    many = {f"p{at}_{LONG[:80]}": {"type": "string", "enum": [LONG] * 9} for at in range(3_000)}
    tools = [
        a_tool("many", LONG * 100, inputSchema={"type": "object", "properties": many}),
        a_tool("deep", "<b>" * 300_000, inputSchema=deep(60)),
        a_tool("wide", "\N{ZERO WIDTH SPACE}\u202e" * 3_000, inputSchema={"enum": [LONG]}),
    ]
    server = a_server("large", LONG, description=LONG * 100)
    return composed(
        server,
        *((each, a_verdict(each, Category.EXECUTE, rationale=LONG * 20)) for each in tools),
    )


def named() -> Composition:
    tools = [a_tool(name, f"{name} {BIDI} text") for name in NAMES]
    verdicts = [(each, a_verdict(each, Category.WRITE, Risk.HIGH)) for each in tools]
    return composed(a_server("Names", BIDI), *verdicts)


def every() -> Iterator[Composition]:
    """The whole catalog."""
    yield from map(hostile, (*ATTACKS, *OF_OURS))
    yield large()
    yield named()
    yield skipped(a_server("CON", ATTACKS[0]), Reason.CRASHED, LONG + ATTACKS[1])
