"""Servers → snapshots, each into the catalog as soon as it is there."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from catalog.errors import UsageError
from catalog.model.server import Server
from catalog.model.snapshot import Skip, Skipped, Snapshot
from catalog.store import servers as server_store
from catalog.store import snapshots as snapshot_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.log.events import detail, tell, warn
from cli.options import JOBS
from cli.steps.outcome import Introspections
from crawler.introspection.due import due
from crawler.introspection.sandbox import Tier, detect, fault

if TYPE_CHECKING:
    from crawler.introspection.introspect import Planner


def tier_named(name: str | None) -> Tier:
    """The sandbox that `--sandbox` names, or the best that works here.

    Raises UsageError for a name that is none.
    """
    if name is None:
        return detect()
    match name:
        case Tier.LANDLOCK:
            tier = detect((Tier.LANDLOCK, Tier.LANDLOCK_ALONE))
            if tier is Tier.MISSING:
                raise UsageError(f"--sandbox landlock does not work here: {fault(Tier.LANDLOCK)}")
            return tier
        case Tier.BUBBLEWRAP | Tier.NONE:
            return Tier(name)
    raise UsageError(f"--sandbox is bubblewrap, landlock or none, not {name!r}")


class Terms(NamedTuple):
    """How servers are asked: in which sandbox, how many at once, and what they may reach."""

    tier: Tier
    jobs: int = JOBS
    network: bool = False
    allow_private: bool = False


def skip_of(server: str, outcome: Skipped) -> Skip:
    """What is reported of a server without a tool list."""
    unverified = len(outcome.unverified)
    return Skip(server=server, reason=outcome.reason, detail=outcome.detail, unverified=unverified)


def introspect_due(catalog: Catalog, terms: Terms, voice: Voice) -> Introspections:
    """Ask for their tools the servers that are new, changed, or failed in a passing way."""
    now = datetime.now(UTC)
    last = snapshot_store.attempts(catalog)
    servers = tuple(server_store.every(catalog))
    reach = {"network": terms.network, "allow_private": terms.allow_private}
    wanted = [each for each in servers if due(each, last.get(each.id), terms.tier, now, **reach)]
    return introspect(catalog, wanted, terms, voice, unchanged=len(servers) - len(wanted))


def introspect(
    catalog: Catalog, servers: Sequence[Server], terms: Terms, voice: Voice, *, unchanged: int = 0
) -> Introspections:
    """Ask these servers for their tools; each snapshot is kept as soon as it is there."""
    skipped = _introspect(catalog, servers, terms, voice) if servers else ()
    introspected = len(servers) - len(skipped)
    return Introspections(introspected=introspected, skipped=tuple(skipped), unchanged=unchanged)


def _introspect(
    catalog: Catalog, servers: Sequence[Server], terms: Terms, voice: Voice
) -> Sequence[Skip]:
    skipped: list[Skip] = []
    with voice.progress("Servers", len(servers)) as bar:

        def keep(snapshot: Snapshot) -> None:
            snapshot_store.keep(catalog, snapshot)
            told(snapshot)
            outcome = snapshot.outcome
            if isinstance(outcome, Skipped):
                skipped.append(skip_of(snapshot.server_id, outcome))
            bar.advance(note=snapshot.server_id)

        ask_all(servers, terms, keep)
    return skipped


def ask_all(
    servers: Sequence[Server],
    terms: Terms,
    sink: Callable[[Snapshot], None],
    planner: "Planner | None" = None,
) -> None:
    """Hand each server's snapshot to `sink` as soon as it is there; planned as listed, or so."""
    from crawler.introspection.introspect import introspect_all  # a second, when something is due

    def started(server: Server) -> None:
        tell("asking", server=server.id, sandbox=terms.tier.value)

    introspect_all(
        servers, terms.tier, sink, jobs=terms.jobs, network=terms.network,
        allow_private=terms.allow_private, started=started, planner=planner,
    )  # fmt: skip


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
