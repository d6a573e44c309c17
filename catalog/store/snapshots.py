"""Snapshots: each different finding of an introspection, and since when it holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.model.tool import Tool
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.rows import after, insert, insert_one
from catalog.store.servers import row_id
from catalog.store.snapshot_rows import columns, finding, value
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.taxonomy import Reason

BATCH = 100
"""Servers whose tools are in memory at a time."""

Found = tuple[SnapshotRow, str, str]
"""A snapshot's row with its server's id and slug."""


LATEST = (
    select(SnapshotRow.id, SnapshotRow.content_hash)
    .where(SnapshotRow.server_id == bindparam("server"))
    .order_by(col(SnapshotRow.id).desc())
    .limit(1)
)


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
    with catalog.writing() as session:
        server = row_id(session, snapshot.server_id)
        before = session.exec(LATEST, params={"server": server}).first()
        if before is not None and before[1] == finding(snapshot):
            _move_forward(session, before[0], snapshot)
        else:
            _add(session, server, snapshot)


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
    with catalog.reading() as session:
        return {
            server_id: Attempt(
                row.launch, row.sandbox, row.at, Reason(row.reason) if row.reason else None
            )
            for row, server_id, _ in session.exec(_latest())
        }


def _latest() -> Select[SnapshotRow, str, str]:
    """The latest snapshot of each server that holds now."""
    query = select(SnapshotRow, ServerRow.key, ServerRow.slug).join(ServerRow)
    return query.where(is_latest(col(ServerRow.id)), col(ServerRow.superseded_at).is_(None))


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


def _add(session: Session, server: int, snapshot: Snapshot) -> None:
    first = {"server_id": server, "first_at": snapshot.at}
    added = insert_one(session, SnapshotRow, columns(snapshot) | first)
    if isinstance(snapshot.outcome, Introspected):
        tools = snapshot.outcome.tools
        ids = definitions.keep(session, tools)
        links = [
            {"snapshot_id": added, "position": position, "definition_id": ids[each.digest]}
            for position, each in enumerate(tools)
        ]
        insert(session, SnapshotToolRow, links)


def _move_forward(session: Session, row: int, snapshot: Snapshot) -> None:
    moved = {
        "at": snapshot.at,
        "seconds": dict(snapshot.seconds),
        "stderr": snapshot.outcome.stderr,
    }
    session.exec(update(SnapshotRow).where(col(SnapshotRow.id) == row).values(moved))
