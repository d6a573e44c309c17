"""One try of one package: installed from scratch, started with what it wants, removed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from catalog.model.snapshot import Introspected, Skipped
from catalog.model.value import Value
from catalog.taxonomy import Reason
from crawler.introspection.entry import Installed
from crawler.introspection.failure import START
from crawler.introspection.hints import Hint, hint
from crawler.introspection.install import install
from crawler.introspection.launch import MCPB, Launch
from crawler.introspection.mcpb.bundle import unpack_bundle
from crawler.introspection.network import list_as_allowed
from crawler.introspection.program import Program
from crawler.introspection.remote.web import Web
from crawler.introspection.sandbox import Tier, cure
from crawler.introspection.scratch import Scratch, scratch
from crawler.introspection.unverified import with_source

STARTS = 4
"""Of one server, each with more of what the one before asked for."""

MAY_WANT = {Reason.CRASHED, Reason.TIMED_OUT, Reason.PROTOCOL_ERROR, Reason.NEEDS_SERVICE}
"""Failures at the start behind which something may be that the listing leaves out."""

UNSEEN = (
    "{detail}; it was not shown {paths}: a project's configuration shows its own project alone, "
    "and none shows a home or a hidden folder of one; start it by itself (-- COMMAND), or give "
    "its saved list"
)

LEFT_OUT = "started with what its listing leaves out: {}"


class Means(NamedTuple):
    """What there is to ask servers with: a sandbox for programs, and a way out to remotes."""

    tier: Tier
    web: Web
    network: bool = False


class Tried(Value):
    """What came of one attempt; `seconds` are by phase."""

    outcome: Introspected | Skipped
    package: str | None = None
    seconds: Mapping[str, float] = {}


async def try_package(launch: Launch, means: Means, as_of: datetime | None = None) -> Tried:
    """With dependencies as of a date, when one is given."""
    seconds: dict[str, float] = {}
    async with scratch() as folder:
        with timed(seconds, "install"):
            installed = await _installed(launch, folder, means, as_of)
        outcome = await _outcome(installed, launch, folder, means, seconds)
        if isinstance(outcome, Skipped) and launch.registry != MCPB:
            outcome = await with_source(outcome, launch, folder.prefix)
        package = installed.package if isinstance(installed, Installed) else None
        return Tried(outcome=outcome, package=package, seconds=seconds)


async def _outcome(
    installed: Installed | Skipped,
    launch: Launch,
    folder: Scratch,
    means: Means,
    seconds: dict[str, float],
) -> Introspected | Skipped:
    """Without a sandbox a package is only read: installing runs nothing of it, nor does that."""
    if isinstance(installed, Skipped):
        return installed
    if means.tier is Tier.MISSING:
        return Skipped(reason=Reason.NO_SANDBOX, detail=cure())
    with timed(seconds, "start"):
        return await _list(installed, launch, folder, means)


async def try_program(program: Program, means: Means) -> Tried:
    """A program of this machine, sealed with its own folders as the only ones of the user's."""
    if means.tier is Tier.MISSING:
        return Tried(outcome=Skipped(reason=Reason.NO_SANDBOX, detail=cure()))
    seconds: dict[str, float] = {}
    async with scratch() as bare:
        folder = bare.model_copy(update={"shown": program.shown})
        with timed(seconds, "start"):
            outcome = await list_as_allowed(
                means.tier, program.command, folder, program.environment, network=means.network
            )
        return Tried(outcome=_with_unseen(outcome, program, means.tier), seconds=seconds)


def _with_unseen(
    outcome: Introspected | Skipped, program: Program, tier: Tier
) -> Introspected | Skipped:
    """A failure, with what of its own words the server was not shown."""
    if isinstance(outcome, Introspected) or tier is Tier.NONE or not program.unseen:
        return outcome
    detail = UNSEEN.format(detail=outcome.detail, paths=", ".join(map(str, program.unseen[:3])))
    return outcome.model_copy(update={"detail": detail})


@contextmanager
def timed(seconds: dict[str, float], phase: str) -> Iterator[None]:
    """Puts the wall time of the block under its phase."""
    began = monotonic()
    try:
        yield
    finally:
        seconds[phase] = round(monotonic() - began, 3)


async def _installed(
    launch: Launch, folder: Scratch, means: Means, as_of: datetime | None
) -> Installed | Skipped:
    if launch.registry == MCPB:
        return await unpack_bundle(launch, folder, means.web)
    return await install(launch, folder, as_of)


async def _list(
    installed: Installed, launch: Launch, folder: Scratch, means: Means
) -> Introspected | Skipped:
    """Starts it as its listing says, and again with what it then says that it misses."""
    arguments, given = launch.arguments, {**installed.environment, **launch.environment}
    learned: list[str] = []
    for left in reversed(range(STARTS)):
        command = [str(installed.program), *installed.arguments, *arguments]
        outcome = await list_as_allowed(means.tier, command, folder, given, network=means.network)
        wanted = _wanted(outcome, arguments, given) if left else None
        if wanted is None:
            break
        arguments, given = arguments + wanted.arguments, {**given, **wanted.environment}
        learned += [*wanted.arguments, *wanted.environment]
    return _remarked(outcome, learned)


def _wanted(
    outcome: Introspected | Skipped, arguments: tuple[str, ...], given: Mapping[str, str]
) -> Hint | None:
    if isinstance(outcome, Introspected):
        return None
    at_start = outcome.phase == START and outcome.reason in MAY_WANT
    return hint(outcome.stderr, arguments, given) if at_start else None


def _remarked(outcome: Introspected | Skipped, learned: list[str]) -> Introspected | Skipped:
    if isinstance(outcome, Skipped) or not learned:
        return outcome
    warnings = (*outcome.warnings, LEFT_OUT.format(", ".join(dict.fromkeys(learned))))
    return outcome.model_copy(update={"warnings": warnings})
