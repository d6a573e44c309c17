"""What `show` shows: a server or a tool with everything that holds for it now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from catalog.model.classification import Opinion
from catalog.model.grade import Grade
from catalog.model.policy import ToolRule
from catalog.model.server import Apart, Doubt, Evidence, Server
from catalog.model.snapshot import Skipped, Snapshot
from catalog.model.statistics import ServerSummary
from catalog.model.value import Value
from catalog.model.verdict import Verdict
from catalog.store import snapshots as snapshot_store
from catalog.store import verdicts as verdict_store
from catalog.store.catalog import Catalog
from catalog.taxonomy import Action, Category, Reason, Risk
from classifier.together import assess_server
from cli.decision_view import OnTool, WordView
from cli.server_said import SaidView, said_view
from cli.verdict_json import verdict_document


class ListingView(Value):
    """Where the server was found."""

    source: str
    source_id: str
    name: str
    version: str


class ToolLineView(Value):
    """One tool of a server; without a verdict where it was not classified yet."""

    tool: str
    category: Category | None
    risk: Risk | None
    abstained: bool | None
    action: Action | None
    unverified: bool


class ServerView(Value):
    """A server, what its latest introspection found, and its tools, worst first."""

    server: str
    id: str
    title: str
    description: str | None
    listings: tuple[ListingView, ...]
    evidence: tuple[Evidence, ...]
    apart: tuple[Apart, ...]
    doubts: tuple[Doubt, ...]
    introspected_at: datetime | None
    package: str | None
    sandbox: str | None
    skipped: Reason | None
    detail: str | None
    warnings: tuple[str, ...]
    said: SaidView
    grade: Grade
    tools: tuple[ToolLineView, ...]


class ServerList(Value):
    """Every server of the catalog."""

    servers: tuple[ServerSummary, ...]


class ToolView(Value):
    """A tool with its definition, verdict and rule.

    `decision` is a person's on it, or where it `asked_again` is, on what it was before.
    """

    verdict: Mapping[str, Any] | None
    opinions: tuple[Opinion, ...]
    decided_at: datetime | None
    rule: ToolRule | None
    unverified: bool
    decision: WordView | None
    asked_again: bool
    definition: Mapping[str, Any]


def server_view(catalog: Catalog, server: Server) -> ServerView:
    """Everything that holds for a server now."""
    snapshot = snapshot_store.latest(catalog, server.id)
    outcome = snapshot.outcome if snapshot else None
    skipped = outcome if isinstance(outcome, Skipped) else None
    verdicts = worst_first(verdict_store.of_server(catalog, server.id))
    return ServerView(
        server=server.slug,
        id=server.id,
        title=server.title,
        description=server.description,
        listings=tuple(
            ListingView(
                source=each.source,
                source_id=each.source_id,
                name=each.name,
                version=each.version,
            )
            for each in server.listings
        ),
        evidence=server.evidence,
        apart=server.apart,
        doubts=server.doubts,
        introspected_at=snapshot.at if snapshot else None,
        package=snapshot.package if snapshot else None,
        sandbox=snapshot.sandbox if snapshot else None,
        skipped=skipped.reason if skipped else None,
        detail=skipped.detail if skipped else None,
        warnings=_warnings(snapshot),
        said=said_view(outcome) if outcome else SaidView(),
        grade=grade_of(verdicts),
        tools=tuple(map(_line, verdicts)),
    )


def grade_of(verdicts: Sequence[Verdict]) -> Grade:
    """Of the tools that the server was seen to offer."""
    seen = [each for each in verdicts if not each.unverified]
    return assess_server(
        [(each.tool.name, each.classification) for each in seen if each.classification]
    )


def worst_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """By risk, then category, then as the server has them; what is not classified leads."""
    return tuple(sorted(verdicts, key=_gravity, reverse=True))


def tool_view(server: Server, verdict: Verdict, on: OnTool | None) -> ToolView:
    """Everything that holds for a tool now."""
    judged = verdict.classification
    return ToolView(
        verdict=_document(server, verdict),
        opinions=judged.opinions if judged else (),
        decided_at=verdict.at,
        rule=verdict.rule,
        unverified=verdict.unverified,
        decision=on.said if on else None,
        asked_again=on is not None and on.asked_again,
        definition=verdict.tool.definition,
    )


def _document(server: Server, verdict: Verdict) -> Mapping[str, Any] | None:
    """The verdict alone, marked where nobody has seen the server offer the tool."""
    if verdict.classification is None:
        return None
    document = verdict_document(server.slug, verdict.tool, verdict.classification)
    return document | ({"unverified": True} if verdict.unverified else {})


def _gravity(verdict: Verdict) -> tuple[int, int]:
    judged = verdict.classification
    return (judged.risk.rank, judged.category.rank) if judged else (len(Risk), 0)


def _line(verdict: Verdict) -> ToolLineView:
    judged = verdict.classification
    return ToolLineView(
        tool=verdict.tool.name,
        category=judged.category if judged else None,
        risk=judged.risk if judged else None,
        abstained=judged.abstained if judged else None,
        action=verdict.rule.action if verdict.rule else None,
        unverified=verdict.unverified,
    )


def _warnings(snapshot: Snapshot | None) -> tuple[str, ...]:
    if snapshot is None or isinstance(snapshot.outcome, Skipped):
        return ()
    bad = snapshot.outcome.malformed
    return (
        *snapshot.outcome.warnings,
        *(f"entry {each.position} of its tool list {each.reason}" for each in bad),
    )
