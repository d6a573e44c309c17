"""Whether a server needs introspecting again; cheap to import, as mostly none does."""

from datetime import datetime, timedelta
from typing import Protocol

from catalog.model.server import Server
from catalog.taxonomy import Reason
from crawler.introspection.launch import launch_digest, plan
from crawler.introspection.remote.endpoint import Endpoint
from crawler.introspection.runtimes import runtimes
from crawler.introspection.sandbox import Tier

RETRY = timedelta(days=1)
PASSING = {
    Reason.RUNTIME_MISSING,
    Reason.INSTALL_FAILED,
    Reason.TIMED_OUT,
    Reason.CRASHED,
    Reason.UNREACHABLE,
}
"""Failures that another day may mend: machines, registries and dependencies change."""


class Attempt(Protocol):
    """What is asked of a server's last snapshot; `reason` is None where it was introspected."""

    @property
    def launch(self) -> str: ...
    @property
    def sandbox(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reason(self) -> Reason | None: ...


def due(
    server: Server,
    last: Attempt | None,
    tier: Tier,
    now: datetime,
    *,
    network: bool = False,
    allow_private: bool = False,
) -> bool:
    """True for what was never tried, would be asked differently now, or failed in a passing way.

    A runtime that has come or gone shows in the launch's digest. What runs elsewhere may
    change without its listing, and is asked again after a day whatever it said.
    """
    planned = plan(server.current, runtimes())
    if last is None or last.launch != launch_digest(server.current, planned):
        return True
    stale = now - last.at >= RETRY
    if isinstance(planned, Endpoint):
        return stale or (last.reason is Reason.ADDRESS_REFUSED and allow_private)
    if last.reason is None:
        return False
    if network and last.reason is Reason.NEEDS_NETWORK:
        return True
    return last.sandbox != tier or (last.reason in PASSING and stale)
