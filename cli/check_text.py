"""What `check` says: what fails and why, all tools, then what is not known and why."""

from collections import Counter
from collections.abc import Iterator, Sequence

from catalog.model.checked import Checked, CheckedServer, CheckedTool
from catalog.model.matter import Kind, Matter
from catalog.taxonomy import Risk
from cli.console import Voice
from cli.summary import skips
from publisher.excerpt import LINE, TEXT, cut
from publisher.reports.report import Report
from publisher.words.server import TOOLS, plural
from publisher.words.site import COUNT_SERVERS

FINDINGS = ("{count} finding", "{count} findings")


def show_check(report: Report, voice: Voice) -> None:
    """The tables on stdout; what a person should know beside them on stderr."""
    checked = report.checked
    voice.table(
        plural(COUNT_SERVERS, len(checked.servers)),
        ("server", "from", "started as", "sandbox", "tools"),
        [_place(each) for each in checked.servers],
    )
    told = [_finding(each) for each in report.matters]
    if told:
        title = f"{plural(FINDINGS, len(told))}, what fails first"
        voice.table(title, ("", "finding", "risk", "about", "why", "quote"), told)
    rows = list(_rows(checked))
    if rows:
        title = f"{plural(TOOLS, len(rows))}, worst first"
        voice.table(title, ("risk", "category", "tool", "can", "rule"), rows)
    skips((each.skipped for each in checked.servers if each.skipped), voice)
    for server in checked.servers:
        for warning in server.warnings:
            voice.say(f"{server.server}: {warning}")
    for each in checked.rejected:
        voice.say(f"left out: {each}")
    voice.say(summary(report))


def _place(server: CheckedServer) -> tuple[object, ...]:
    """Where a server is configured, and what of it was started how."""
    tools = server.skipped.reason if server.skipped else len(server.tools)
    started = server.package or server.offer
    return server.server, ", ".join(server.origins), started, server.sandbox or "", tools


def _rows(checked: Checked) -> Iterator[tuple[object, ...]]:
    found = [(server, each) for server in checked.servers for each in server.tools]
    found.sort(key=lambda pair: -pair[1].verdict.risk.rank)
    for server, each in found:
        verdict = each.verdict
        name = f"{server.server}/{each.tool.name}"
        yield verdict.risk, verdict.category, name, _abilities(each), _rule(each)


def _abilities(each: CheckedTool) -> str:
    """`deletes, irreversible`; what is unknown says so."""
    said = ", ".join([*each.verdict.effects, *each.verdict.traits])
    return f"{said or 'nothing told'} (unsure)" if each.verdict.abstained else said


def _rule(each: CheckedTool) -> str:
    limit = each.rule.limit
    return f"{each.rule.action} {limit.max} a {limit.window}" if limit else str(each.rule.action)


def _finding(matter: Matter) -> tuple[object, ...]:
    words = matter.words
    if matter.accepted:
        words = f"{words} (accepted by {matter.accepted.who}: {matter.accepted.why})"
    status = "fails" if matter.fails else "accepted" if matter.accepted else ""
    return (
        status,
        matter.kind,
        matter.risk or "",
        matter.about,
        cut(words, TEXT),
        cut(matter.evidence, LINE),
    )


def summary(report: Report) -> str:
    """What came of it, in one line."""
    checked, outcome = report.checked, report.outcome
    risks = Counter(checked.risks)
    counts = ", ".join(f"{risks[risk]} {risk}" for risk in reversed(Risk) if risks[risk])
    parts = [
        f"{plural(TOOLS, risks.total())}{f': {counts}' if counts else ''}",
        f"{checked.unknown} servers not known" if checked.unknown else "",
        _refusal(report.matters) if outcome.refused else "",
        f"{outcome.failed} is not allowed here (--fail-on)" if outcome.failed else "",
    ]
    return "; ".join(filter(None, parts)) + "."


def _refusal(matters: Sequence[Matter]) -> str:
    """`not as agreed: 2 new, 1 changed`."""
    kinds = Counter(each.kind for each in matters if each.fails and each.kind is not Kind.RISK)
    return f"not as agreed: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}"
