"""Servers → snapshots, each into the catalog as soon as it is there."""

from collections.abc import Sequence
from datetime import UTC, datetime

from catalog.errors import UsageError
from catalog.model.server import Server
from catalog.model.snapshot import Skipped, Snapshot
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.log.events import detail, tell, warn
from cli.steps.outcome import Introspections, Skip
from crawler.introspection.due import due
from crawler.introspection.sandbox import Tier, detect


def tier_named(name: str | None) -> Tier:
    """The sandbox that `--sandbox` names, or the best that works here.

    Raises UsageError for a name that is none.
    """
    if name is None:
        return detect()
    if name not in (Tier.BUBBLEWRAP, Tier.NONE):
        raise UsageError(f"--sandbox is bubblewrap or none, not {name!r}")
    return Tier(name)


def introspect_due(catalog: Catalog, tier: Tier, jobs: int, voice: Voice) -> Introspections:
    """Ask for their tools the servers that are new, changed, or failed in a passing way."""
    now = datetime.now(UTC)
    last = snapshot_store.attempts(catalog)
    servers = tuple(server_store.every(catalog))
    wanted = [each for each in servers if due(each, last.get(each.id), tier, now)]
    return introspect(catalog, wanted, tier, jobs, voice, unchanged=len(servers) - len(wanted))


def introspect(
    catalog: Catalog,
    servers: Sequence[Server],
    tier: Tier,
    jobs: int,
    voice: Voice,
    *,
    unchanged: int = 0,
) -> Introspections:
    """Ask these servers for their tools; each snapshot is kept as soon as it is there."""
    skipped = _introspect(catalog, servers, tier, jobs, voice) if servers else ()
    introspected = len(servers) - len(skipped)
    return Introspections(introspected=introspected, skipped=tuple(skipped), unchanged=unchanged)


def _introspect(
    catalog: Catalog, servers: Sequence[Server], tier: Tier, jobs: int, voice: Voice
) -> Sequence[Skip]:
    from crawler.introspection.introspect import introspect_all  # a second, when something is due

    skipped: list[Skip] = []
    with voice.progress("Servers", len(servers)) as bar:

        def keep(snapshot: Snapshot) -> None:
            snapshot_store.keep(catalog, snapshot)
            told(snapshot)
            outcome = snapshot.outcome
            if isinstance(outcome, Skipped):
                skip = Skip(server=snapshot.server_id, reason=outcome.reason, detail=outcome.detail)
                skipped.append(skip)
            bar.advance(note=snapshot.server_id)

        def started(server: Server) -> None:
            tell("asking", server=server.id, sandbox=tier.value)

        introspect_all(servers, tier, keep, jobs=jobs, started=started)
    return skipped


def told(snapshot: Snapshot) -> None:
    """Log what came of one server; why it was skipped in its own words is a detail."""
    server, outcome = snapshot.server_id, snapshot.outcome
    spent = {"package": snapshot.package, "seconds": dict(snapshot.seconds)}
    if isinstance(outcome, Skipped):
        warn("skipped", server=server, reason=outcome.reason, phase=outcome.phase, **spent)
        detail("why", server=server, detail=outcome.detail)
        return
    bad = len(outcome.malformed)
    tell("introspected", server=server, tools=len(outcome.tools), malformed=bad, **spent)
    for warning in outcome.warnings:
        detail("warning", server=server, detail=warning)
