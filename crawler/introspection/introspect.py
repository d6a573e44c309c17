"""Servers → Snapshots, each handed out as soon as it is there. Importing this costs a second."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import NamedTuple, TypeGuard

import anyio

from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.value import Value
from catalog.taxonomy import Reason
from crawler.introspection.install import install
from crawler.introspection.launch import Launch, launch_digest, plan
from crawler.introspection.network import list_as_allowed
from crawler.introspection.runtimes import runtimes, too_old
from crawler.introspection.sandbox import Tier, cure
from crawler.introspection.scratch import scratch, sweep

JOBS = (os.cpu_count() or 1) + 1
"""Servers at a time: one waits for the network while the others use the cores."""

SETTLED = timedelta(days=3)
"""After a release, until its dependencies are the ones that it was tried with."""

ROTTEN = "broken with today's dependencies: it answers only with those of {:%Y-%m-%d}"


class Tried(Value):
    """One attempt: installed from scratch, started, removed."""

    outcome: Introspected | Skipped
    package: str | None = None
    seconds: Mapping[str, float] = {}


class Means(NamedTuple):
    """What there is to start servers with, and whether they may have the network at need."""

    tier: Tier
    network: bool = False


def introspect_all(
    servers: Iterable[Server],
    tier: Tier,
    sink: Callable[[Snapshot], None],
    *,
    jobs: int = JOBS,
    network: bool = False,
    started: Callable[[Server], None] = lambda _: None,
) -> None:
    """Hands each server's snapshot to `sink` as soon as it is there, in no fixed order.

    What killed runs left behind is removed first. On KeyboardInterrupt, and when `sink`
    raises, everything running is killed and removed before the exception goes on.
    """
    sweep()
    means = Means(tier, network)
    work = partial(_introspect_all, iter(servers), means, sink, jobs, started)
    try:
        anyio.run(work)
    except BaseExceptionGroup as group:
        raise _first(group) from None


async def introspect(server: Server, means: Means) -> Snapshot:
    """One server from listing to tools; whatever goes wrong with it is a Skipped."""
    at = datetime.now(UTC)
    planned = plan(server.current, runtimes())
    tried = await _try(planned, means)
    return Snapshot(
        server_id=server.id,
        launch=launch_digest(server.current, planned),
        at=at,
        sandbox=means.tier.value,
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
) -> None:
    async def work() -> None:
        for server in servers:
            started(server)
            sink(await introspect(server, means))

    async with anyio.create_task_group() as group:
        for _ in range(jobs):
            group.start_soon(work)


async def _try(planned: Launch | Skipped, means: Means) -> Tried:
    if isinstance(planned, Skipped):
        return Tried(outcome=planned)
    if means.tier is Tier.MISSING:
        return Tried(outcome=Skipped(reason=Reason.NO_SANDBOX, detail=cure()))
    tried = await _attempt(planned, means)
    if not _crashed(tried.outcome):
        return tried
    if planned.registry == "npm" and (old := too_old()):
        return tried.model_copy(update={"outcome": _outran(old, tried.outcome)})
    return await _as_of_its_release(planned, means, tried)


async def _as_of_its_release(planned: Launch, means: Means, tried: Tried) -> Tried:
    """A crash may be the dependencies' of today: those of the release's own days are tried."""
    if planned.released is None or planned.released > datetime.now(UTC) - SETTLED:
        return tried
    then = planned.released + SETTLED
    again = await _attempt(planned, means, then)
    if isinstance(again.outcome, Skipped):
        return tried
    warnings = (*again.outcome.warnings, ROTTEN.format(then))
    return again.model_copy(
        update={"outcome": again.outcome.model_copy(update={"warnings": warnings})}
    )


async def _attempt(launch: Launch, means: Means, as_of: datetime | None = None) -> Tried:
    seconds: dict[str, float] = {}
    async with scratch() as folder:
        with _timed(seconds, "install"):
            installed = await install(launch, folder, as_of)
        if isinstance(installed, Skipped):
            return Tried(outcome=installed, seconds=seconds)
        command = [str(installed.program), *launch.arguments]
        with _timed(seconds, "start"):
            outcome = await list_as_allowed(
                means.tier, command, folder, launch.environment, network=means.network
            )
        return Tried(outcome=outcome, package=installed.package, seconds=seconds)


def _crashed(outcome: Introspected | Skipped) -> TypeGuard[Skipped]:
    return isinstance(outcome, Skipped) and outcome.reason is Reason.CRASHED


def _outran(runtime: str, crash: Skipped) -> Skipped:
    """A server that crashes on a runtime that is too old says nothing of the server."""
    detail = f"{runtime}; the server ended at once: {crash.detail}"
    return crash.model_copy(update={"reason": Reason.RUNTIME_MISSING, "detail": detail})


@contextmanager
def _timed(seconds: dict[str, float], phase: str) -> Iterator[None]:
    began = monotonic()
    try:
        yield
    finally:
        seconds[phase] = round(monotonic() - began, 3)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """What went wrong, out of the groups that concurrent tasks wrap it in."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
