"""What `check` says: one table, worst first, then what is not known and why."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from catalog.model.checked import Checked, CheckedServer, CheckedTool
from catalog.model.snapshot import Skip
from catalog.model.value import Value
from catalog.taxonomy import Risk
from cli.console import Voice
from cli.summary import skips
from cli.verdict_json import verdict_document
from publisher.gate import worst
from publisher.words.server import TOOLS, plural
from publisher.words.site import COUNT_SERVERS


class ServerDocument(Value):
    """One server of a check, as JSON."""

    server: str
    origins: tuple[str, ...]
    offer: str
    package: str | None
    sandbox: str | None
    skipped: Skip | None
    warnings: tuple[str, ...]
    tools: tuple[dict[str, Any], ...]


class CheckDocument(Value):
    """A whole check, as JSON; `failed` is the worst risk where it is not allowed."""

    worst: Risk | None
    failed: Risk | None
    servers: tuple[ServerDocument, ...]
    rejected: tuple[str, ...]


def check_json(checked: Checked, failed: Risk | None) -> CheckDocument:
    """The document that `--json` prints."""
    return CheckDocument(
        worst=worst(checked.risks),
        failed=failed,
        servers=tuple(map(_server, checked.servers)),
        rejected=checked.rejected,
    )


def show_check(checked: Checked, failed: Risk | None, voice: Voice) -> None:
    """The table on stdout; what a person should know beside it on stderr."""
    voice.table(
        plural(COUNT_SERVERS, len(checked.servers)),
        ("server", "from", "started as", "sandbox", "tools"),
        [_place(each) for each in checked.servers],
    )
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
    voice.say(_verdict(checked, failed))


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


def _verdict(checked: Checked, failed: Risk | None) -> str:
    risks = Counter(checked.risks)
    counts = ", ".join(f"{risks[risk]} {risk}" for risk in reversed(Risk) if risks[risk])
    unknown = sum(1 for each in checked.servers if each.skipped) + len(checked.rejected)
    parts = [
        f"{plural(TOOLS, risks.total())}{f': {counts}' if counts else ''}",
        f"{unknown} servers not known" if unknown else "",
        f"{failed} is not allowed here (--fail-on)" if failed else "",
    ]
    return "; ".join(filter(None, parts)) + "."


def _server(server: CheckedServer) -> ServerDocument:
    return ServerDocument(
        server=server.server,
        origins=server.origins,
        offer=server.offer,
        package=server.package,
        sandbox=server.sandbox,
        skipped=server.skipped,
        warnings=server.warnings,
        tools=tuple(
            verdict_document(server.server, each.tool, each.verdict)
            | {
                "action": each.rule.action,
                "limit": each.rule.limit and each.rule.limit.model_dump(),
            }
            for each in server.tools
        ),
    )
