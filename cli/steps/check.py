"""Servers that a client starts → what each of their tools can do; nothing is kept."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalog.errors import UsageError
from catalog.model.classification import Classification
from catalog.model.policy import ToolRule
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Malformed, Tool
from catalog.model.value import Value
from catalog.taxonomy import Risk
from cli.console import Voice
from cli.steps.introspect import Terms, ask_all, skip_of
from cli.steps.judge import judge_server
from cli.steps.outcome import Skip
from cli.tools_file import read_file
from crawler.clients.named import value_of, with_values
from crawler.clients.plan import plan_of
from crawler.clients.wanted import Wanted
from crawler.introspection.redact import redacted
from publisher.policy import recommend_rule


class CheckedTool(Value):
    """A tool with its verdict and the rule that is recommended for it."""

    tool: Tool
    verdict: Classification
    rule: ToolRule


class CheckedServer(Value):
    """A server, where it is configured, and its tools; `skipped` says why they are not known.

    `offer` is the package, address or program that its configuration names, `package` the
    exact version that was started.
    """

    server: str
    origins: tuple[str, ...]
    offer: str
    package: str | None
    sandbox: str | None
    tools: tuple[CheckedTool, ...]
    skipped: Skip | None
    warnings: tuple[str, ...] = ()


class Checked(Value):
    """Everything that a check found; `rejected` are entries that say nothing to start."""

    servers: tuple[CheckedServer, ...]
    rejected: tuple[str, ...]

    @property
    def risks(self) -> list[Risk]:
        return [each.verdict.risk for server in self.servers for each in server.tools]

    @property
    def whole(self) -> bool:
        """Whether every server's tools are known."""
        return not self.rejected and not any(each.skipped for each in self.servers)


def check(
    wanted: Wanted,
    saved: Mapping[str, str],
    named: Mapping[str, Sequence[str]],
    terms: Terms,
    voice: Voice,
) -> tuple[CheckedServer, ...]:
    """Each server's tools: of its saved list where there is one, else asked of it; in order.

    `saved` are files, and `named` the user's own values to give, by the server's slug. Raises
    UsageError for a slug that is none or a value that is nowhere, InputError for a file that
    is no list.
    """
    servers = wanted.servers
    known = {each.slug for each in servers}
    if strangers := sorted((saved.keys() | named.keys()) - known):
        offer = ", ".join(sorted(known)[:5]) or "there are none"
        raise UsageError(f"no server is called {strangers[0][:80]!r}; those found: {offer}")
    servers = tuple(_given(each, wanted, named.get(each.slug, ())) for each in servers)
    found = {each.slug: _of_file(each, saved[each.slug]) for each in servers if each.slug in saved}
    asked = [each for each in servers if each.slug not in saved]
    for server, snapshot in _introspected(asked, terms, voice):
        outcome = redacted(snapshot.outcome, wanted.hidden[server.id].values())
        found[server.slug] = _of_snapshot(server, snapshot.model_copy(update={"outcome": outcome}))
    return tuple(found[each.slug] for each in servers)


def _given(server: Server, wanted: Wanted, names: Sequence[str]) -> Server:
    """The server with the values that the user named for it."""
    hidden = wanted.hidden[server.id]
    every = {*names, *(hidden if server.id in wanted.typed else ())}
    values = {name: value_of(name, hidden, os.environ) for name in every}
    if lacking := [name for name, value in values.items() if value is None]:
        raise UsageError(
            f"--env {server.slug}:{lacking[0]}: neither its configuration nor the environment "
            f"has a value of that name; set {lacking[0]}, or name another"
        )
    return with_values(server, {name: value for name, value in values.items() if value})


def _introspected(
    servers: Sequence[Server], terms: Terms, voice: Voice
) -> Iterator[tuple[Server, Snapshot]]:
    if not servers:
        return
    by_id = {each.id: each for each in servers}
    snapshots: list[Snapshot] = []
    with voice.progress("Servers", len(servers)) as bar:

        def keep(snapshot: Snapshot) -> None:
            snapshots.append(snapshot)
            bar.advance(note=by_id[snapshot.server_id].slug)

        ask_all(servers, terms, keep, planner=lambda each: plan_of(each, Path.cwd()))
    for snapshot in snapshots:
        yield by_id[snapshot.server_id], snapshot


def _of_snapshot(server: Server, snapshot: Snapshot) -> CheckedServer:
    outcome = snapshot.outcome
    if isinstance(outcome, Skipped):
        skip = skip_of(server.slug, outcome)
        return _checked(server, outcome.unverified, skipped=skip, snapshot=snapshot)
    return _checked(server, outcome.tools, snapshot=snapshot, warnings=_warnings(outcome))


def _of_file(server: Server, name: str) -> CheckedServer:
    """A saved list; an entry that is no tool is a warning."""
    entries = list(read_file(name))
    tools = [each.tool for each in entries if isinstance(each.tool, Tool)]
    bad = [each for each in entries if isinstance(each.tool, Malformed)]
    warnings = tuple(
        f"{each.place} {each.tool.reason}" for each in bad if isinstance(each.tool, Malformed)
    )
    return _checked(server, tools, warnings=warnings)


def _checked(
    server: Server,
    tools: Sequence[Tool],
    *,
    skipped: Skip | None = None,
    snapshot: Snapshot | None = None,
    warnings: tuple[str, ...] = (),
) -> CheckedServer:
    judged = (
        CheckedTool(
            tool=tool,
            verdict=verdict,
            rule=recommend_rule(tool, verdict, unverified=skipped is not None),
        )
        for tool, verdict in judge_server(
            server, tools, snapshot.instructions if snapshot else None
        )
    )
    return CheckedServer(
        server=server.slug,
        origins=tuple(each.origin or each.source_id for each in server.listings),
        offer=_offer(server),
        package=snapshot.package if snapshot else None,
        sandbox=snapshot.sandbox if snapshot else None,
        tools=tuple(sorted(judged, key=_gravity, reverse=True)),
        skipped=skipped,
        warnings=warnings,
    )


def _offer(server: Server) -> str:
    """In the words that are kept: values are not among them."""
    listing = server.current
    named = (f"{each.registry} {each.identifier}" for each in listing.packages)
    return next(named, None) or next((each.url for each in listing.remotes), "")


def _gravity(each: CheckedTool) -> tuple[int, int]:
    return each.verdict.risk.rank, each.verdict.category.rank


def _warnings(outcome: Introspected) -> tuple[str, ...]:
    bad = (f"entry {each.position} of its tool list {each.reason}" for each in outcome.malformed)
    return (*outcome.warnings, *bad)
