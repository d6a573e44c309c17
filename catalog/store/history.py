"""What servers offered over time: every different finding is kept, so it can be told."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select

from catalog import history
from catalog.errors import StoreError
from catalog.model.history import Difference, Held, Offer
from catalog.store.catalog import Catalog
from catalog.store.definitions import as_tool
from catalog.store.servers import row_id
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import ClassificationRow, StandingRow
from catalog.taxonomy import Reason, Risk


class _Ends(NamedTuple):
    """The findings that a difference lies between, by row id."""

    before: int | None
    after: int


def findings(catalog: Catalog, server_id: str) -> tuple[Held, ...]:
    """Every finding of a server's introspections, oldest first. Raises StoreError if unknown."""
    with catalog.reading() as session:
        return _held(session, col(SnapshotRow.server_id) == row_id(session, server_id))


def compare(catalog: Catalog, server_id: str, before: int, after: int) -> Difference:
    """What changed between two findings of a server, by their numbers.

    Raises StoreError where one is not a tool list of this server's.
    """
    with catalog.reading() as session:
        server = row_id(session, server_id)
        listed = {each.number for each in _held(session, _lists(server)) if each.reason is None}
        if missing := [each for each in (before, after) if each not in listed]:
            raise StoreError(f"finding {missing[0]} is no tool list of {server_id[:80]!r}")
        return _difference(session, server_id, server, _Ends(before, after))


def between(
    catalog: Catalog, server_id: str, since: datetime, until: datetime
) -> Difference | None:
    """What changed in a server's tools between two times; None where nothing is known to have.

    At each time the tool list counts that was found last: a server that could not be
    introspected since then has not lost its tools.
    """
    with catalog.reading() as session:
        server = row_id(session, server_id)
        ends = _ends(session, since, until, col(SnapshotRow.server_id) == server).get(server)
        return _difference(session, server_id, server, ends) if ends else None


def changes(catalog: Catalog, since: datetime, until: datetime) -> Iterator[Difference]:
    """What changed in each server's tools, as `between` tells it; servers by slug."""
    with catalog.reading() as session:
        live = select(ServerRow.id, ServerRow.key).where(col(ServerRow.superseded_at).is_(None))
        servers = session.exec(live.order_by(ServerRow.slug)).all()
        ends = _ends(session, since, until)
    for server, server_id in servers:
        if server in ends:
            with catalog.reading() as session:
                yield _difference(session, server_id, server, ends[server])


def _ends(
    session: Session, since: datetime, until: datetime, *which: ColumnElement[bool]
) -> Mapping[int, _Ends]:
    """By server's row, the lists that held at the two times, where they are not the same."""
    before, after = (_lists_at(session, at, *which) for at in (since, until))
    return {
        server: _Ends(before.get(server), row)
        for server, row in after.items()
        if before.get(server) != row
    }


def _lists_at(session: Session, at: datetime, *which: ColumnElement[bool]) -> dict[int, int]:
    query = select(SnapshotRow.server_id, func.max(SnapshotRow.id)).where(
        SnapshotRow.outcome == "introspected", SnapshotRow.first_at <= at, *which
    )
    return dict(session.exec(query.group_by(col(SnapshotRow.server_id))).all())


def _lists(server: int) -> ColumnElement[bool]:
    return col(SnapshotRow.server_id) == server


def _difference(session: Session, server_id: str, server: int, ends: _Ends) -> Difference:
    held = {each.number: each for each in _held(session, col(SnapshotRow.id).in_(set(ends)))}
    before = [] if ends.before is None else _offers(session, server, ends.before)
    after = _offers(session, server, ends.after)
    return Difference(
        server_id=server_id,
        before=None if ends.before is None else held[ends.before],
        after=held[ends.after],
        events=history.events(before, after),
    )


def _held(session: Session, which: ColumnElement[bool]) -> tuple[Held, ...]:
    count = (
        select(func.count())
        .where(col(SnapshotToolRow.snapshot_id) == SnapshotRow.id)
        .scalar_subquery()
    )
    query = select(SnapshotRow, count).where(which).order_by(col(SnapshotRow.id))
    return tuple(
        Held(
            number=row.id,
            first_at=row.first_at,
            at=row.at,
            package=row.package,
            tools=None if row.reason else tools,
            reason=Reason(row.reason) if row.reason else None,
        )
        for row, tools in session.exec(query)
    )


def _offers(session: Session, server: int, snapshot: int) -> list[Offer]:
    """The tools of a finding in their order, with the risks that stand for the server."""
    stands = and_(
        col(StandingRow.server_id) == server,
        col(StandingRow.definition_id) == DefinitionRow.id,
    )
    query = (
        select(DefinitionRow.definition, ClassificationRow.risk)
        .join(SnapshotToolRow)
        .outerjoin(StandingRow, stands)
        .outerjoin(ClassificationRow, col(ClassificationRow.id) == StandingRow.classification_id)
        .where(col(SnapshotToolRow.snapshot_id) == snapshot)
    )
    found = session.exec(query.order_by(col(SnapshotToolRow.position)))
    return [
        Offer(tool=as_tool(definition), risk=Risk(risk) if risk else None)
        for definition, risk in found
    ]
