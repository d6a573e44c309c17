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
from cli.steps.outcome import Introspections, Skip
from crawler.introspection.due import due
from crawler.introspection.sandbox import Tier, detect, fault


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


def introspect_due(
    catalog: Catalog, tier: Tier, jobs: int, voice: Voice, *, network: bool = False
) -> Introspections:
    """Ask for their tools the servers that are new, changed, or failed in a passing way."""
    now = datetime.now(UTC)
    last = snapshot_store.attempts(catalog)
    servers = tuple(server_store.every(catalog))
    wanted = [each for each in servers if due(each, last.get(each.id), tier, now, network=network)]
    unchanged = len(servers) - len(wanted)
    return introspect(catalog, wanted, tier, jobs, voice, unchanged=unchanged, network=network)


def introspect(
    catalog: Catalog,
    servers: Sequence[Server],
    tier: Tier,
    jobs: int,
    voice: Voice,
    *,
    unchanged: int = 0,
    network: bool = False,
) -> Introspections:
    """Ask these servers for their tools; each snapshot is kept as soon as it is there."""
    skipped = _introspect(catalog, servers, tier, jobs, voice, network=network) if servers else ()
    introspected = len(servers) - len(skipped)
    return Introspections(introspected=introspected, skipped=tuple(skipped), unchanged=unchanged)


def _introspect(
    catalog: Catalog,
    servers: Sequence[Server],
    tier: Tier,
    jobs: int,
    voice: Voice,
    *,
    network: bool,
) -> Sequence[Skip]:
    from crawler.introspection.introspect import introspect_all  # a second, when something is due

    skipped: list[Skip] = []
    with voice.progress("Servers", len(servers)) as bar:

        def keep(snapshot: Snapshot) -> None:
            snapshot_store.keep(catalog, snapshot)
            outcome = snapshot.outcome
            if isinstance(outcome, Skipped):
                skip = Skip(server=snapshot.server_id, reason=outcome.reason, detail=outcome.detail)
                skipped.append(skip)
            bar.advance(note=snapshot.server_id)

        introspect_all(servers, tier, keep, jobs=jobs, network=network)
    return skipped
