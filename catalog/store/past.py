"""A server's whole past at once: what its pages tell of it.

Most servers were found only once, so what several findings would need is asked only then; and
definitions are read only of tools that changed. The statements stand as constants because to
compose one takes longer than to run it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, or_
from sqlalchemy.engine import Connection
from sqlmodel import col, select

from catalog import history
from catalog.model.history import Event, Happened, Held, Judged, Offer, Past
from catalog.model.tool import Tool
from catalog.store.catalog import Catalog
from catalog.store.definitions import as_tool
from catalog.store.findings import held
from catalog.store.offers import IN_SHORT, in_short
from catalog.store.rows import batches
from catalog.store.servers import row_id
from catalog.store.tool_history import in_its_context, offered_by
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import ClassificationRow

LISTS = 20
"""Tool lists that are compared, the last."""

SERVER: BindParameter[int] = bindparam("server")
OF_SERVER = col(SnapshotRow.server_id) == SERVER
OFFERED = select(SnapshotToolRow.definition_id).join(SnapshotRow).where(OF_SERVER)
JUDGED = (
    select(DefinitionRow.name, DefinitionRow.digest)
    .add_columns(*IN_SHORT)
    .join_from(ClassificationRow, DefinitionRow)
    .where(col(ClassificationRow.definition_id).in_(OFFERED))
    .where(or_(in_its_context(SERVER), ~offered_by(col(SnapshotRow.server_id) != SERVER)))
    .order_by(col(ClassificationRow.at), col(ClassificationRow.id))
)
SEEN = (
    select(DefinitionRow.name, func.min(SnapshotRow.first_at))
    .join_from(SnapshotToolRow, SnapshotRow)
    .join(DefinitionRow)
    .where(OF_SERVER)
    .group_by(col(DefinitionRow.name))
)
LINKS = (
    select(SnapshotToolRow.snapshot_id, SnapshotToolRow.definition_id, DefinitionRow.name)
    .join_from(SnapshotToolRow, DefinitionRow)
    .where(col(SnapshotToolRow.snapshot_id).in_(bindparam("lists", expanding=True)))
    .order_by(col(SnapshotToolRow.snapshot_id), col(SnapshotToolRow.position))
)
DEFINED = select(DefinitionRow.id, DefinitionRow.definition).where(
    col(DefinitionRow.id).in_(bindparam("ids", expanding=True))
)


class Link(NamedTuple):
    """A definition in a tool list, by its row, and the tool's name."""

    row: int
    name: str


class Turn(NamedTuple):
    """A tool list, and what the one before it had that it has not, and the other way."""

    now: Held
    gone: Sequence[Link]
    come: Sequence[Link]

    @property
    def changed(self) -> set[str]:
        """The names of tools that are there still, with other definitions."""
        return {each.name for each in self.gone} & {each.name for each in self.come}


def past(catalog: Catalog, server_id: str) -> Past:
    """What is kept of the server's tools. Raises StoreError for an unknown server."""
    with catalog.reading() as session:
        server = row_id(session, server_id)
        connection = session.connection()
        found = held(session, col(SnapshotRow.server_id) == server)
        seen = _seen(connection, server) if found[1:] else {}
        return Past.known(
            findings=found,
            seen=seen,
            happened=_happened(connection, [each for each in found if each.reason is None]),
            judged=_judged(connection, server),
        )


def _seen(connection: Connection, server: int) -> dict[str, datetime]:
    return {name: at for name, at in connection.execute(SEEN, {"server": server})}  # noqa: C416 - rows


def _judged(connection: Connection, server: int) -> dict[str, tuple[Judged, ...]]:
    found: dict[str, list[Judged]] = defaultdict(list)
    for name, digest, *verdict in connection.execute(JUDGED, {"server": server}):
        found[name].append(in_short(digest, verdict))
    return {name: tuple(each) for name, each in found.items()}


def _happened(connection: Connection, lists: Sequence[Held]) -> dict[str, tuple[Happened, ...]]:
    """What happened between the last LISTS tool lists, by the tool's name."""
    if not lists[1:]:
        return {}
    turns = list(_turns(connection, lists[-LISTS:]))
    tools = _tools(connection, turns)
    found: dict[str, list[Happened]] = defaultdict(list)
    for turn in turns:
        for event in _events(turn, tools):
            at, package = turn.now.first_at, turn.now.package
            found[event.name].append(Happened(at=at, package=package, event=event))
    return {name: tuple(each) for name, each in found.items()}


def _turns(connection: Connection, lists: Sequence[Held]) -> Iterator[Turn]:
    links: dict[int, list[Link]] = {each.number: [] for each in lists}
    for number, row, name in connection.execute(LINKS, {"lists": list(links)}):
        links[number].append(Link(row, name))
    for was, now in pairwise(lists):
        before, after = links[was.number], links[now.number]
        yield Turn(now, _less(before, after), _less(after, before))


def _less(links: Sequence[Link], others: Sequence[Link]) -> list[Link]:
    """The links in order, without one for each that the others have of the same definition."""
    left, rest = Counter(others), []
    for each in links:
        if left[each]:
            left[each] -= 1
        else:
            rest.append(each)
    return rest


def _tools(connection: Connection, turns: Sequence[Turn]) -> Mapping[int, Tool]:
    """The definitions that changed, by row."""
    rows = {
        each.row for turn in turns for each in (*turn.gone, *turn.come) if each.name in turn.changed
    }
    found: dict[int, Tool] = {}
    for batch in batches(sorted(rows)):
        for row, definition in connection.execute(DEFINED, {"ids": batch}):
            found[row] = as_tool(definition)
    return found


def _events(turn: Turn, tools: Mapping[int, Tool]) -> Iterator[Event]:
    changed = turn.changed
    for each in turn.gone:
        if each.name not in changed:
            yield Event(kind="removed", name=each.name, before=None, after=None)
    for each in turn.come:
        if each.name not in changed:
            yield Event(kind="added", name=each.name, before=None, after=None)
    were, are = (
        [Offer(tool=tools[each.row], judged=None) for each in links if each.name in changed]
        for links in (turn.gone, turn.come)
    )
    yield from history.events(were, are)
