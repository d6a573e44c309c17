"""Pure: a snapshot as the columns of its row, and back."""

import json
from collections.abc import Sequence
from typing import Any

from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.store.content import hash_of
from catalog.tables.introspected import SnapshotRow

LISTS = ("prompts", "resources", "resource_templates", "malformed", "warnings")
EMPTY: dict[str, Any] = {"capabilities": {}, "server_info": {}} | dict.fromkeys(LISTS, ())
"""What the columns that cannot be null hold where there is no tool list."""

SAID_OF_SKIPPED = ("reason", "detail", "phase", "stderr", "resource_metadata")
TOOLS = {"tools", "unverified"}
"""What is no column: tools are linked, whichever the outcome."""


def columns(snapshot: Snapshot, content_hash: str) -> dict[str, Any]:
    """Everything but the tools, the server and the time of the first finding."""
    common = {
        "at": snapshot.at,
        "launch": snapshot.launch,
        "sandbox": snapshot.sandbox,
        "package": snapshot.package,
        "seconds": dict(snapshot.seconds),
        "outcome": snapshot.outcome.kind,
        "content_hash": content_hash,
    }
    return common | EMPTY | snapshot.outcome.model_dump(exclude={"kind", *TOOLS})


def finding(snapshot: Snapshot) -> str:
    """The hash of what was found; times and standard error vary and say nothing new."""
    outcome = snapshot.outcome
    digests = [each.digest for each in snapshot.tools]
    tools = digests if digests or isinstance(outcome, Introspected) else None
    rest = outcome.model_dump(exclude={"stderr", *TOOLS})
    return hash_of(json.dumps([snapshot.launch, snapshot.sandbox, snapshot.package, tools, rest]))


def value(row: SnapshotRow, server_id: str, tools: Sequence[Tool]) -> Snapshot:
    """The snapshot of a row."""
    return Snapshot(
        server_id=server_id,
        launch=row.launch,
        at=row.at,
        sandbox=row.sandbox,
        package=row.package,
        seconds=row.seconds,
        outcome=_skipped(row, tools) if row.outcome == "skipped" else _introspected(row, tools),
    )


def _skipped(row: SnapshotRow, tools: Sequence[Tool]) -> Skipped:
    plain = {name: getattr(row, name) for name in SAID_OF_SKIPPED}
    return Skipped.model_validate(plain | {"unverified": tuple(tools)})


def _introspected(row: SnapshotRow, tools: Sequence[Tool]) -> Introspected:
    return Introspected(
        tools=tuple(tools),
        **{name: getattr(row, name) for name in LISTS},
        protocol_version=row.protocol_version or "",
        server_info=row.server_info,
        capabilities=row.capabilities,
        instructions=row.instructions,
        stderr=row.stderr,
    )
