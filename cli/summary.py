"""What a person reads when a step, or a whole run, is done."""

from collections.abc import Iterable
from pathlib import Path

from catalog.model.snapshot import Skipped
from catalog.store import snapshots, statistics
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.steps.outcome import Collected, Introspections, RunReport, Skip
from crawler.introspection.sandbox import Tier

UNSEALED = (
    "sandbox: none, as asked for: servers are started bare on this machine, "
    "with a clean environment and a throw-away home; apt install bubblewrap seals them"
)
RISKIEST = 10


def unsealed(tier: Tier, voice: Voice) -> None:
    """The remark that nothing holds the servers, said first and last."""
    if tier is Tier.NONE:
        voice.say(UNSEALED)


def summarize(catalog: Catalog, report: RunReport, reports: Path, voice: Voice) -> None:
    """What a run found, the riskiest tools, and where to look."""
    collected(report.collected, voice)
    totals(catalog, voice)
    skips([_skip(*each) for each in snapshots.skipped(catalog)], voice)
    riskiest(catalog, voice)
    voice.text(f"Pages:   {reports / 'index.html'} (open it in a browser)")
    voice.text(f"Catalog: {catalog.shown} (toolrisk show SERVER/TOOL --why)")


def collected(report: Collected, voice: Voice) -> None:
    voice.text(f"{report.listings} listings read, {report.rejected} rejected.")
    for each in report.failed:
        voice.text(f"{each.source} failed: {each.reason}", style="red")


def introspections(report: Introspections, voice: Voice) -> None:
    voice.text(f"{report.introspected} introspected, {report.unchanged} unchanged.")
    skips(report.skipped, voice)


def totals(catalog: Catalog, voice: Voice) -> None:
    """Servers, and tools by category and risk."""
    found = statistics.totals(catalog)
    rows: list[tuple[object, object]] = [
        ("servers", found.servers),
        ("introspected", found.introspected),
        ("skipped", sum(found.skipped.values())),
        ("tools", found.tools),
        *found.by_category.items(),
        ("unsure of these", found.abstained),
        *found.by_risk.items(),
    ]
    voice.table("What the catalog holds", ("", "count"), rows)


def skips(skipped: Iterable[Skip], voice: Voice) -> None:
    rows = [(each.server, each.reason, each.detail) for each in skipped]
    if rows:
        voice.table("Skipped", ("server", "reason", "detail"), rows)


def riskiest(catalog: Catalog, voice: Voice) -> None:
    rows = [
        (each.risk, each.category, f"{each.server}/{each.tool}", each.rationale)
        for each in statistics.riskiest(catalog, RISKIEST)
    ]
    voice.table("The riskiest tools", ("risk", "category", "tool", "why"), rows)


def _skip(server: str, outcome: Skipped) -> Skip:
    return Skip(server=server, reason=outcome.reason, detail=outcome.detail)
