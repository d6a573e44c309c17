"""Whether a server needs introspecting again; cheap to import, as mostly none does."""

from datetime import datetime, timedelta

from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Snapshot
from catalog.taxonomy import Reason
from crawler.introspection.launch import launch_digest, plan
from crawler.introspection.runtimes import runtimes
from crawler.introspection.sandbox import Tier

RETRY = timedelta(days=1)
PASSING = {Reason.INSTALL_FAILED, Reason.TIMED_OUT, Reason.CRASHED}
"""Failures that another day may mend: registries and dependencies change."""


def due(server: Server, last: Snapshot | None, tier: Tier, now: datetime) -> bool:
    """True for what was never tried, would start differently now, or failed in a passing way.

    A runtime that has come or gone shows in the launch's digest.
    """
    planned = plan(server.current, runtimes())
    if last is None or last.launch != launch_digest(server.current, planned):
        return True
    if isinstance(last.outcome, Introspected):
        return False
    return last.sandbox != tier or (last.outcome.reason in PASSING and now - last.at >= RETRY)
