"""Snapshots: each different finding of an introspection, and since when it holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.rows import after, batches, insert, table
from catalog.store.servers import row_ids
from catalog.store.snapshot_rows import columns, finding, value
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.taxonomy import Reason

BATCH = 100
"""Servers whose tools are in memory at a time."""

Found = tuple[SnapshotRow, str, str]
"""A snapshot's row with its server's id and slug."""


ROWS = table(SnapshotRow)
LATEST = sqlalchemy.select(ROWS.c.server_id, ROWS.c.id, ROWS.c.content_hash).where(
    ROWS.c.id.in_(
        sqlalchemy.select(func.max(ROWS.c.id))
        .where(ROWS.c.server_id.in_(bindparam("servers", expanding=True)))
        .group_by(ROWS.c.server_id)
    )
)
MOVE_FORWARD = update(ROWS).where(ROWS.c.id == bindparam("row"))


class Attempt(NamedTuple):
    """A server's latest introspection without its tools: enough to tell if it must be redone."""

    launch: str
    sandbox: str
    at: datetime
    reason: Reason | None


def keep(catalog: Catalog, snapshot: Snapshot) -> None:
    """Keep one snapshot, in one transaction; its server must be in the catalog already.

    One that finds what the server's latest found only moves that one's time forward.
    Raises StoreError for an unknown server.
    """
    keep_all(catalog, (snapshot,))


def keep_all(catalog: Catalog, snapshots: Sequence[Snapshot]) -> None:
    """Keep several snapshots, in their order, as `keep` does, in one transaction."""
    with catalog.writing() as session:
        servers = row_ids(session, {each.server_id for each in snapshots})
        for turn in _turns(snapshots):
            _keep(session, {servers[name]: each for name, each in turn.items()})


def latest(catalog: Catalog, server_id: str) -> Snapshot | None:
    """The latest snapshot of a server; None where it was never introspected."""
    with catalog.reading() as session:
        rows = session.exec(_latest().where(ServerRow.key == server_id)).all()
        return next(iter(_snapshots(session, rows)), None)


def every_latest(catalog: Catalog) -> Iterator[Snapshot]:
    """The latest snapshot of each server, by slug; read in batches, so memory stays flat."""
    last: str | None = None
    while True:
        with catalog.reading() as session:
            query = _latest().where(after(col(ServerRow.slug), last)).order_by(ServerRow.slug)
            rows = session.exec(query.limit(BATCH)).all()
            found = _snapshots(session, rows)
        if not rows:
            return
        yield from found
        last = rows[-1][2]


def attempts(catalog: Catalog) -> dict[str, Attempt]:
    """Every server's latest attempt, by the server's id."""
    wanted = (col(ServerRow.key), *(ROWS.c[name] for name in Attempt._fields))
    query = sqlalchemy.select(*wanted).join_from(ServerRow, SnapshotRow).where(*_is_now())
    with catalog.reading() as session:
        found = session.connection().execute(query)
        return {
            server_id: Attempt(launch, sandbox, at, Reason(reason) if reason else None)
            for server_id, launch, sandbox, at, reason in found
        }


def _latest() -> Select[SnapshotRow, str, str]:
    """The latest snapshot of each server that holds now."""
    query = select(SnapshotRow, ServerRow.key, ServerRow.slug).join(ServerRow)
    return query.where(*_is_now())


def _is_now() -> tuple[ColumnElement[bool], ...]:
    """Whether a snapshot is the latest of its server, and that one holds now."""
    return is_latest(col(ServerRow.id)), col(ServerRow.superseded_at).is_(None)


def skipped(catalog: Catalog) -> tuple[tuple[str, Skipped], ...]:
    """The servers whose latest introspection found nothing, by id, and why."""
    with catalog.reading() as session:
        query = _latest().where(col(SnapshotRow.reason).is_not(None))
        rows = session.exec(query.order_by(ServerRow.slug)).all()
        found = [(each.server_id, each.outcome) for each in _snapshots(session, rows)]
    return tuple((server, each) for server, each in found if isinstance(each, Skipped))


def is_latest(server: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether a snapshot is the latest of the server with that row id."""
    other = aliased(SnapshotRow)
    latest = select(func.max(other.id)).where(col(other.server_id) == server)
    return col(SnapshotRow.id) == latest.scalar_subquery()


def _snapshots(session: Session, rows: Sequence[Found]) -> list[Snapshot]:
    tools: dict[int, list[Tool]] = {row.id: [] for row, *_ in rows}
    query = select(SnapshotToolRow.snapshot_id, DefinitionRow.definition).join(DefinitionRow)
    query = query.where(col(SnapshotToolRow.snapshot_id).in_(tools))
    order = (col(SnapshotToolRow.snapshot_id), col(SnapshotToolRow.position))
    for snapshot_id, definition in session.exec(query.order_by(*order)):
        tools[snapshot_id].append(definitions.as_tool(definition))
    return [value(row, server_id, tools[row.id]) for row, server_id, _ in rows]


def _turns(snapshots: Sequence[Snapshot]) -> list[dict[str, Snapshot]]:
    """The snapshots in order, each server once in a turn."""
    turns: list[dict[str, Snapshot]] = [{}]
    for each in snapshots:
        if each.server_id in turns[-1]:
            turns.append({})
        turns[-1][each.server_id] = each
    return turns


def _keep(session: Session, snapshots: Mapping[int, Snapshot]) -> None:
    """Keep one snapshot of each server, by the server's row."""
    before = _latest_rows(session, snapshots)
    added: dict[int, dict[str, Any]] = {}
    moved = []
    for server, each in snapshots.items():
        row, found = before.get(server, (0, "")), finding(each)
        if row[1] == found:
            moved.append(_moved(row[0], each))
        else:
            first = {"server_id": server, "first_at": each.at}
            added[server] = columns(each, found) | first
    if moved:
        session.connection().execute(MOVE_FORWARD, moved)
    if added:
        insert(session, SnapshotRow, list(added.values()))
        _link(session, {server: snapshots[server] for server in added})


def _latest_rows(session: Session, servers: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Row and content hash of each server's latest snapshot."""
    found: dict[int, tuple[int, str]] = {}
    for batch in batches(servers):
        for server, row, content_hash in session.connection().execute(LATEST, {"servers": batch}):
            found[server] = (row, content_hash)
    return found


def _link(session: Session, added: Mapping[int, Snapshot]) -> None:
    """Store the tools of snapshots that were just added, and their order."""
    rows = _latest_rows(session, added)
    tools = {rows[server][0]: _tools(each) for server, each in added.items()}
    ids = definitions.keep(session, (tool for each in tools.values() for tool in each))
    links = [
        {"snapshot_id": row, "position": position, "definition_id": ids[tool.digest]}
        for row, each in tools.items()
        for position, tool in enumerate(each)
    ]
    insert(session, SnapshotToolRow, links)


def _tools(snapshot: Snapshot) -> Sequence[Tool]:
    return snapshot.outcome.tools if isinstance(snapshot.outcome, Introspected) else ()


def _moved(row: int, snapshot: Snapshot) -> dict[str, Any]:
    seconds = dict(snapshot.seconds)
    return {"row": row, "at": snapshot.at, "seconds": seconds, "stderr": snapshot.outcome.stderr}
