"""What a person reads when a step, or a whole run, is done."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.model.snapshot import Skipped
from catalog.model.statistics import Statistics
from catalog.store import snapshots, statistics
from catalog.store.catalog import Catalog
from cli.console import Voice, complain
from cli.steps.outcome import Collected, Introspections, RunReport, Skip
from crawler.introspection.sandbox import Tier
from publisher.words.server import TOOLS, plural
from publisher.words.site import COUNT_SERVERS

UNSEALED = (
    "sandbox: none, as asked for: servers are started bare on this machine, "
    "with a clean environment and a throw-away home; without this option they are sealed "
    "wherever that works (toolrisk doctor tells)"
)
RISKIEST = 10


def unsealed(tier: Tier, voice: Voice) -> None:
    """The remark that nothing holds the servers, said first and last."""
    if tier is Tier.NONE:
        voice.say(UNSEALED)


def summarize(catalog: Catalog, report: RunReport, reports: Path, voice: Voice) -> None:
    """What a run found, the riskiest tools, and where to look."""
    collected(report.collected, voice)
    found = statistics.totals(catalog)
    totals(found, voice)
    skips([_skip(*each) for each in snapshots.skipped(catalog)], voice)
    riskiest(catalog, found, voice)
    voice.say(f"Pages:   {reports / 'index.html'} (open it in a browser)")
    voice.say(f"Catalog: {catalog.shown} (toolrisk show SERVER/TOOL --why)")


def collected(report: Collected, voice: Voice) -> None:
    voice.say(f"{report.listings} listings read, {report.rejected} rejected.")
    complain([f"{each.source} failed: {each.reason}" for each in report.failed])


def introspections(report: Introspections, voice: Voice) -> None:
    voice.say(f"{report.introspected} introspected, {report.unchanged} unchanged.")
    skips(report.skipped, voice)


def totals(found: Statistics, voice: Voice) -> None:
    """Servers by what became of them, and tools by category and by risk."""
    tools = plural(TOOLS, found.tools)
    unjudged = [("not classified yet", found.unclassified)] if found.unclassified else []
    categories = [*found.by_category.items(), ("unsure", found.abstained), *unjudged]
    risks = [*found.by_risk.items(), *unjudged]
    voice.table(plural(COUNT_SERVERS, found.servers), ("outcome", "servers"), _outcomes(found))
    voice.table(f"{tools} by category", ("category", "tools"), categories)
    voice.table(f"{tools} by risk", ("risk", "tools"), risks)


def _outcomes(found: Statistics) -> Iterator[tuple[str, int]]:
    yield "introspected", found.introspected
    for reason, count in found.skipped.items():
        yield f"skipped, {reason}", count
    unasked = found.servers - found.introspected - sum(found.skipped.values())
    if unasked:
        yield "not introspected yet", unasked


def skips(skipped: Iterable[Skip], voice: Voice) -> None:
    rows = [(each.server, each.reason, each.detail) for each in skipped]
    if rows:
        voice.table("Skipped", ("server", "reason", "detail"), rows)


def riskiest(catalog: Catalog, found: Statistics, voice: Voice) -> None:
    """The worst tools, and of how many; silent where there is none."""
    worst = statistics.riskiest(catalog, RISKIEST)
    shown = Counter(each.risk for each in worst)
    shares = [f"{count} of {found.by_risk[risk]} {risk}" for risk, count in shown.items()]
    if worst:
        voice.text(f"The riskiest tools: {', '.join(shares)}", style="bold")
    for each in worst:
        name = f"{each.server}/{each.tool}"
        voice.verdict(name, each.risk, each.category, each.rationale, unsure=each.abstained)


def _skip(server: str, outcome: Skipped) -> Skip:
    return Skip(server=server, reason=outcome.reason, detail=outcome.detail)
