"""Pure: one matter of a check, made of what it is about."""

from catalog.model.checked import CheckedServer, CheckedTool
from catalog.model.matter import Kind, Matter


def of_tool(
    kind: Kind, server: CheckedServer, each: CheckedTool, words: str, evidence: str = ""
) -> Matter:
    """About a tool; the quote, where none is given, is what its verdict rests on."""
    quote = evidence or next((one.quote for one in each.verdict.findings), "")
    return Matter(
        kind=kind,
        server=server.server,
        tool=each.tool.name,
        risk=each.verdict.risk,
        words=words,
        evidence=quote,
        digest=each.tool.digest,
        place=next(iter(server.places), None),
    )


def of_server(
    kind: Kind, server: CheckedServer, words: str, digest: str | None = None, evidence: str = ""
) -> Matter:
    """About a server as a whole."""
    return Matter(
        kind=kind,
        server=server.server,
        tool=None,
        risk=None,
        words=words,
        evidence=evidence,
        digest=digest,
        place=next(iter(server.places), None),
    )
