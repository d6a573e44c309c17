"""What a server's introspections found over time: every different finding is kept."""

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from catalog.model.history import Held
from catalog.store.catalog import Catalog
from catalog.store.servers import row_id
from catalog.tables.introspected import SnapshotRow, SnapshotToolRow
from catalog.taxonomy import Reason


def findings(catalog: Catalog, server_id: str) -> tuple[Held, ...]:
    """Every finding of a server's introspections, oldest first. Raises StoreError if unknown."""
    with catalog.reading() as session:
        return held(session, col(SnapshotRow.server_id) == row_id(session, server_id))


def held(session: Session, *which: ColumnElement[bool]) -> tuple[Held, ...]:
    """The findings that the conditions name, oldest first."""
    count = (
        select(func.count())
        .where(col(SnapshotToolRow.snapshot_id) == SnapshotRow.id)
        .scalar_subquery()
    )
    query = select(
        SnapshotRow.id, SnapshotRow.first_at, SnapshotRow.at, SnapshotRow.reason
    ).add_columns(col(SnapshotRow.package), count)
    rows = session.connection().execute(query.where(*which).order_by(col(SnapshotRow.id)))
    return tuple(
        Held(
            number=number,
            first_at=first_at,
            at=at,
            package=package,
            tools=None if reason else tools,
            reason=Reason(reason) if reason else None,
        )
        for number, first_at, at, reason, package, tools in rows
    )
