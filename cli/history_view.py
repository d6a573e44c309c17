"""What `show --history` shows: a server's findings, or one tool's life, with its verdicts."""

from datetime import datetime
from typing import Literal

from catalog.model.history import Change, Held, Judged
from catalog.model.server import Server
from catalog.model.value import Value
from catalog.store import overrides, tool_history
from catalog.store.catalog import Catalog
from catalog.store.findings import findings
from cli.decision_view import WordView, word_view
from cli.steps.find import find_past_tool


class ServerHistory(Value):
    """Every finding of a server's introspections, oldest first."""

    server: str
    findings: tuple[Held, ...]


class Lived(Value):
    """What became of a tool when a list of its server's was found; `digest` of what was left."""

    at: datetime
    package: str | None
    event: Literal["added", "removed", "changed"]
    digest: str | None
    changes: tuple[Change, ...]


class ToolHistory(Value):
    """A tool's life from when it was first seen, each verdict that it had, and what people
    decided of it, oldest first."""

    server: str
    tool: str
    events: tuple[Lived, ...]
    verdicts: tuple[Judged, ...]
    decisions: tuple[WordView, ...]


def server_history(catalog: Catalog, server: Server) -> ServerHistory:
    return ServerHistory(server=server.slug, findings=findings(catalog, server.id))


def tool_histories(catalog: Catalog, server: Server, name: str) -> tuple[ToolHistory, ...]:
    """The life of each tool of that name, in any case. Raises NothingFound as `find_tool` does."""
    return tuple(
        _tool_history(catalog, server, each) for each in find_past_tool(catalog, server, name)
    )


def _tool_history(catalog: Catalog, server: Server, name: str) -> ToolHistory:
    events = tuple(
        Lived(
            at=each.at,
            package=each.package,
            event=each.event.kind,
            digest=each.event.after.tool.digest if each.event.after else None,
            changes=each.event.changes,
        )
        for each in tool_history.happenings(catalog, server.id, name)
    )
    verdicts = tool_history.verdicts(catalog, server.id, name)
    decisions = tuple(map(word_view, overrides.of_tool(catalog, server.id, name)))
    told = {"events": events, "verdicts": verdicts, "decisions": decisions}
    return ToolHistory(server=server.slug, tool=name, **told)
