"""Servers that a client starts → what each of their tools can do; nothing is kept."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from catalog.errors import UsageError
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Malformed, Tool
from cli.console import Voice
from cli.steps.checked import CheckedServer, CheckedTool
from cli.steps.conceal import concealed
from cli.steps.introspect import Terms, ask_all, skip_of
from cli.steps.judge import judge_server
from cli.steps.outcome import Skip
from cli.tools_file import read_file
from crawler.clients.named import Purse, Unnamed, with_values
from crawler.clients.plan import plan_of
from crawler.clients.wanted import Sought, Wanted
from crawler.introspection.redact import redacted
from publisher.policy import recommend_rule

if TYPE_CHECKING:
    from crawler.introspection.introspect import Planned


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
    known = {each.server.slug for each in wanted.servers}
    if strangers := sorted((saved.keys() | named.keys()) - known):
        offer = ", ".join(sorted(known)[:5]) or "there are none"
        raise UsageError(f"no server is called {strangers[0][:80]!r}; those found: {offer}")
    asked, found = [], {}
    for each in wanted.servers:
        values, slug = _values(each, named.get(each.server.slug, ())), each.server.slug
        if slug in saved:
            found[slug] = _of_file(each.server, saved[slug])
        else:
            asked.append(Asked(with_values(each.server, values), each, tuple(values.values())))
    for one, snapshot in _introspected(asked, terms, voice):
        outcome = redacted(snapshot.outcome, (*one.sought.hidden.values(), *one.given))
        told = _of_snapshot(one.server, snapshot.model_copy(update={"outcome": outcome}))
        found[one.server.slug] = concealed(told, one.given)
    return tuple(found[each.server.slug] for each in wanted.servers)


class Asked(NamedTuple):
    """A server with what it is given."""

    server: Server
    sought: Sought
    given: tuple[str, ...]


def _values(sought: Sought, names: Sequence[str]) -> dict[str, str]:
    """What the user gives the server, by name."""
    typed = dict(sought.hidden) if sought.typed else {}
    try:
        return typed | Purse(sought.hidden, names, os.environ).values()
    except Unnamed as error:
        raise UsageError(f"--env {sought.server.slug}:{names[0]}: {error}") from None


def _introspected(
    asked: Sequence[Asked], terms: Terms, voice: Voice
) -> Iterator[tuple[Asked, Snapshot]]:
    if not asked:
        return
    by_id = {each.server.id: each for each in asked}
    snapshots: list[Snapshot] = []
    with voice.progress("Servers", len(asked)) as bar:

        def keep(snapshot: Snapshot) -> None:
            snapshots.append(snapshot)
            bar.advance(note=snapshot.server_id)

        def planned(server: Server) -> "Planned":
            return plan_of(server, by_id[server.id].sought.reach)

        ask_all([each.server for each in asked], terms, keep, planner=planned)
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
        origins=tuple(dict.fromkeys(each.origin or each.source_id for each in server.listings)),
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
