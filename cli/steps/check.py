"""Servers that a client starts → what each of their tools can do; nothing is kept."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from catalog.errors import UsageError
from catalog.model.checked import CheckedServer
from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from cli.console import Voice
from cli.steps.checked import of_file, of_snapshot
from cli.steps.conceal import concealed
from cli.steps.introspect import Terms, ask_all
from crawler.clients.named import Purse, Unnamed, with_values
from crawler.clients.plan import plan_of
from crawler.clients.wanted import Sought, Wanted
from crawler.introspection.redact import redacted

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
    strangers_refused(wanted, saved.keys() | named.keys())
    asked, found = [], {}
    for each in wanted.servers:
        values, slug = _values(each, named.get(each.server.slug, ())), each.server.slug
        if slug in saved:
            found[slug] = of_file(each.server, saved[slug])
        else:
            asked.append(Asked(with_values(each.server, values), each, tuple(values.values())))
    for one, snapshot in _introspected(asked, terms, voice):
        outcome = redacted(snapshot.outcome, (*one.sought.hidden.values(), *one.given))
        told = of_snapshot(one.server, snapshot.model_copy(update={"outcome": outcome}))
        found[one.server.slug] = concealed(told, one.given)
    return tuple(found[each.server.slug] for each in wanted.servers)


def strangers_refused(wanted: Wanted, slugs: Iterable[str]) -> None:
    """Raises UsageError for a slug that no server has."""
    known = {each.server.slug for each in wanted.servers}
    if strangers := sorted(set(slugs) - known):
        offer = ", ".join(sorted(known)[:5]) or "there are none"
        raise UsageError(f"no server is called {strangers[0][:80]!r}; those found: {offer}")


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
