"""Servers → Snapshots, each handed out as soon as it is there. Importing this costs a second."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

import anyio

from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.taxonomy import Reason
from crawler.introspection.launch import MCPB, Launch, Plan, launch_digest, plan
from crawler.introspection.program import Program
from crawler.introspection.redact import redacted
from crawler.introspection.remote.asking import list_remote
from crawler.introspection.remote.endpoint import REMOTE, Endpoint
from crawler.introspection.remote.web import Web
from crawler.introspection.runtimes import runtimes, too_old
from crawler.introspection.sandbox import Tier
from crawler.introspection.scratch import sweep
from crawler.introspection.trying import Means, Tried, timed, try_package, try_program

JOBS = (os.cpu_count() or 1) + 1
"""Servers at a time: one waits for the network while the others use the cores."""

Planned = Plan | Program | Skipped
"""What a server's listing comes to."""

Planner = Callable[[Server], Planned]

SETTLED = timedelta(days=3)
"""After a release, until its dependencies are the ones that it was tried with."""

LACKS = {Reason.NEEDS_NETWORK, Reason.NEEDS_SERVICE}
"""What a server that starts at last may say: more than its crash did."""

ROTTEN = "broken with today's dependencies: it answers only with those of {:%Y-%m-%d}"


def introspect_all(
    servers: Iterable[Server],
    tier: Tier,
    sink: Callable[[Snapshot], None],
    *,
    jobs: int = JOBS,
    allow_private: bool = False,
    network: bool = False,
    started: Callable[[Server], None] = lambda _: None,
    planner: Planner | None = None,
) -> None:
    """Hands each server's snapshot to `sink` as soon as it is there, in no fixed order.

    What killed runs left behind is removed first. On KeyboardInterrupt, and when `sink`
    raises, everything running is killed and removed before the exception goes on.
    """
    sweep()

    async def work() -> None:
        async with Web(allow_private=allow_private) as web:
            means = Means(tier, web, network)
            await _introspect_all(iter(servers), means, sink, jobs, started, planner or as_listed)

    try:
        anyio.run(work)
    except BaseExceptionGroup as group:
        raise _first(group) from None


def as_listed(server: Server) -> Planned:
    """What a registry's listing comes to on this machine."""
    return plan(server.current, runtimes())


async def introspect(server: Server, planned: Planned, means: Means) -> Snapshot:
    """One server from listing to tools; whatever goes wrong with it is a Skipped."""
    at = datetime.now(UTC)
    tried = await attempt(planned, means)
    return Snapshot(
        server_id=server.id,
        launch=launch_digest(server.current, planned),
        at=at,
        sandbox=REMOTE if isinstance(planned, Endpoint) else means.tier.value,
        package=tried.package,
        seconds=tried.seconds,
        outcome=tried.outcome,
    )


async def _introspect_all(
    servers: Iterator[Server],
    means: Means,
    sink: Callable[[Snapshot], None],
    jobs: int,
    started: Callable[[Server], None],
    planner: Planner,
) -> None:
    async def work() -> None:
        for server in servers:
            started(server)
            sink(await introspect(server, planner(server), means))

    async with anyio.create_task_group() as group:
        for _ in range(jobs):
            group.start_soon(work)


async def attempt(planned: Planned, means: Means) -> Tried:
    """What came of a plan, with nothing in it that looks like a key."""
    if isinstance(planned, Skipped):
        return Tried(outcome=planned)
    if isinstance(planned, Endpoint):
        tried, given = await _ask(planned, means), planned.headers
    elif isinstance(planned, Program):
        tried, given = await try_program(planned, means), planned.environment
    else:
        tried, given = await _start(planned, means), planned.environment
    return tried.model_copy(update={"outcome": redacted(tried.outcome, given.values())})


async def _ask(endpoint: Endpoint, means: Means) -> Tried:
    seconds: dict[str, float] = {}
    with timed(seconds, "start"):
        outcome = await list_remote(means.web, endpoint)
    return Tried(outcome=outcome, seconds=seconds)


async def _start(planned: Launch, means: Means) -> Tried:
    tried = await try_package(planned, means)
    if not _crashed(tried.outcome):
        return tried
    if planned.registry == "npm" and (old := too_old()):
        return tried.model_copy(update={"outcome": _outran(old, tried.outcome)})
    return await _as_of_its_release(planned, means, tried)


async def _as_of_its_release(planned: Launch, means: Means, tried: Tried) -> Tried:
    """A crash may be the dependencies' of today: those of the release's own days are tried."""
    if (
        planned.released is None
        or planned.registry == MCPB
        or planned.released > datetime.now(UTC) - SETTLED
    ):
        return tried
    then = planned.released + SETTLED
    again = await try_package(planned, means, then)
    if isinstance(again.outcome, Skipped):
        return again if again.outcome.reason in LACKS else tried
    warnings = (*again.outcome.warnings, ROTTEN.format(then))
    return again.model_copy(
        update={"outcome": again.outcome.model_copy(update={"warnings": warnings})}
    )


def _crashed(outcome: Introspected | Skipped) -> TypeGuard[Skipped]:
    return isinstance(outcome, Skipped) and outcome.reason is Reason.CRASHED


def _outran(runtime: str, crash: Skipped) -> Skipped:
    """A server that crashes on a runtime that is too old says nothing of the server."""
    detail = f"{runtime}; the server ended at once: {crash.detail}"
    return crash.model_copy(update={"reason": Reason.RUNTIME_MISSING, "detail": detail})


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """What went wrong, out of the groups that concurrent tasks wrap it in."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
