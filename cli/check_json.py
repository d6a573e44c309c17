"""A whole check as one JSON document."""

from typing import Any

from catalog.model.checked import CheckedServer
from catalog.model.matter import Matter
from catalog.model.snapshot import Skip
from catalog.model.value import Value
from catalog.taxonomy import Risk
from cli.verdict_json import verdict_document
from publisher.gate.gate import worst
from publisher.reports.report import Report


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
    """A whole check, as JSON; `failed` is the worst risk where it is not allowed.

    It is `refused` where something is not as the lock, where there is one, or the policy has it.
    """

    worst: Risk | None
    failed: Risk | None
    refused: bool
    lock: str | None
    findings: tuple[Matter, ...]
    servers: tuple[ServerDocument, ...]
    rejected: tuple[str, ...]


def check_json(report: Report) -> CheckDocument:
    """The document that `--format json` prints."""
    checked, outcome = report.checked, report.outcome
    return CheckDocument(
        worst=worst(checked.risks),
        failed=outcome.failed,
        refused=outcome.refused,
        lock=report.lock,
        findings=report.matters,
        servers=tuple(map(_server, checked.servers)),
        rejected=checked.rejected,
    )


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
