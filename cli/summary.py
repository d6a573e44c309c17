"""What a person reads when a step, or a whole run, is done."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.model.snapshot import Skip
from catalog.model.statistics import Statistics
from catalog.store import snapshots, statistics
from catalog.store.catalog import Catalog
from cli.console import Voice, complain
from cli.reading_text import told_judging
from cli.steps.introspect import skip_of
from cli.steps.offered import Offered
from cli.steps.outcome import Collected, Introspections, Reading, RunReport
from crawler.introspection.sandbox import LEAKS, Tier
from publisher.excerpt import NAME, TEXT, cut
from publisher.words.server import TOOLS, UNVERIFIED_TOOLS, plural
from publisher.words.site import COUNT_SERVERS

UNSEALED = (
    "sandbox: none, as asked for: servers are started bare on this machine, "
    "with a clean environment and a throw-away home; without this option they are sealed "
    "wherever that works (toolrisk doctor tells)"
)
RISKIEST = 10


def unsealed(tier: Tier, voice: Voice) -> None:
    """The remark that nothing holds the servers, or not all, said first and last."""
    if tier is Tier.NONE:
        voice.say(UNSEALED)
    elif tier in LEAKS:
        voice.say(f"sandbox: {tier}; {LEAKS[tier]}")


def summarize(catalog: Catalog, report: RunReport, reports: Path, voice: Voice) -> None:
    """What a run found, the riskiest tools, and where to look."""
    collected(report.collected, voice)
    found = statistics.totals(catalog)
    totals(found, voice)
    skips([skip_of(*each) for each in snapshots.skipped(catalog)], voice)
    riskiest(catalog, found, voice)
    told_judging(report.classified, voice)
    voice.say(f"Pages:   {reports / 'index.html'} (open it in a browser)")
    voice.say(f"Catalog: {catalog.shown} (toolrisk show SERVER/TOOL --why)")


def collected(report: Collected, voice: Voice) -> None:
    """What the crawl read, and what it could not read."""
    voice.say(f"{report.listings} listings read, {report.rejected} rejected.")
    for source in report.sources:
        voice.say(reading(source))
    for row in report.rejections:
        voice.say(f"{row.source} {cut(row.source_id, NAME)}: rejected, {cut(row.reason, TEXT)}")
    if more := report.rejected - len(report.rejections):
        voice.say(f"{more:,} more rows were rejected.")
    complain([f"{each.source} failed: {each.reason}" for each in report.failed])


def reading(source: Reading) -> str:
    """One source in a line: what there was of it, and how much of what it claims to have."""
    counts = {"new or changed": source.written, "gone": source.gone,
              "rejected": source.rejected, "retries": source.retries}  # fmt: skip
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    line = f"{source.source}: {source.listings:,} listings, {', '.join(told) or 'unchanged'}"
    if source.claimed:
        share = min(source.met / source.claimed, 1)
        line += f"; {share:.1%} of the {source.claimed:,} that it claims to have"
    return line if source.complete else f"{line}; not read to its end"


def introspections(report: Introspections, voice: Voice) -> None:
    voice.say(f"{report.introspected} introspected, {report.unchanged} unchanged.")
    skips(report.skipped, voice)


def offered(found: Offered, voice: Voice) -> None:
    """What a server that was given by hand offers."""
    for each in found.warnings:
        voice.say(each)
    if found.skipped:
        voice.text(f"skipped, {found.skipped}: {found.detail}")
        return
    rows = [(each.get("name", ""), each.get("description") or "") for each in found.tools]
    voice.table(plural(TOOLS, len(rows)), ("tool", "description"), rows)
    for name, listed in (("prompts", found.prompts), ("resources", found.resources)):
        if listed:
            shown = [(each.name, each.description or "") for each in listed]
            voice.table(name, ("name", "description"), shown)


def totals(found: Statistics, voice: Voice) -> None:
    """Servers by what became of them, and tools by category and by risk."""
    tools = plural(TOOLS, found.tools)
    unjudged = [("not classified yet", found.unclassified)] if found.unclassified else []
    categories = [*found.by_category.items(), ("unsure", found.abstained), *unjudged]
    risks = [*found.by_risk.items(), *unjudged]
    voice.table(plural(COUNT_SERVERS, found.servers), ("outcome", "servers"), _outcomes(found))
    voice.table(f"{tools} by category", ("category", "tools"), categories)
    voice.table(f"{tools} by risk", ("risk", "tools"), risks)
    if found.unverified:
        voice.text(f"{plural(UNVERIFIED_TOOLS, found.unverified)}, in none of these counts.")


def _outcomes(found: Statistics) -> Iterator[tuple[str, int]]:
    yield "introspected", found.introspected
    for reason, count in found.skipped.items():
        yield f"skipped, {reason}", count
    unasked = found.servers - found.introspected - sum(found.skipped.values())
    if unasked:
        yield "not introspected yet", unasked


def skips(skipped: Iterable[Skip], voice: Voice) -> None:
    found = list(skipped)
    unverified = sum(each.unverified for each in found)
    rows = [(each.server, each.reason, each.detail, _unverified(each)) for each in found]
    if rows:
        voice.table("Skipped", ("server", "reason", "detail", "from source"), rows)
    if unverified:
        voice.say(f"{plural(UNVERIFIED_TOOLS, unverified)}.")


def _unverified(skip: Skip) -> str:
    return f"{skip.unverified} unverified" if skip.unverified else ""


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
