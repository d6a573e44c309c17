"""What changed in servers' tools: two of each server's tool lists, compared."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from catalog import history
from catalog.model.history import Difference
from catalog.store.catalog import Catalog
from catalog.store.findings import held
from catalog.store.offers import offered
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import SnapshotRow, SnapshotToolRow

IS_LIST = col(SnapshotRow.outcome) == "introspected"


class _Ends(NamedTuple):
    """The tool lists that a difference lies between, by row id."""

    before: int | None
    after: int


def changes(
    catalog: Catalog,
    since: datetime | None,
    until: datetime,
    only: Collection[str] | None = None,
) -> Iterator[Difference]:
    """What changed in each server's tools between two times; servers by slug.

    At each time the tool list counts that was found last: a server that could not be
    introspected since then has not lost its tools. Without `since` it is the list before
    the one that counts at `until`; a server that has no earlier one is left out. `only`
    names servers by id.
    """
    with catalog.reading() as session:
        servers = _servers(session, only)
        ends = _ends(session, since, until)
    for row, slug in servers:
        if row in ends:
            with catalog.reading() as session:
                yield _difference(session, row, slug, ends[row])


def _servers(session: Session, only: Collection[str] | None) -> Sequence[tuple[int, str]]:
    """The servers that hold now, by slug."""
    query = select(ServerRow.id, ServerRow.slug).where(col(ServerRow.superseded_at).is_(None))
    if only is not None:
        query = query.where(col(ServerRow.key).in_(only))
    return session.exec(query.order_by(ServerRow.slug)).all()


def _ends(session: Session, since: datetime | None, until: datetime) -> Mapping[int, _Ends]:
    """By server's row, the two lists that are to be compared, where they are two."""
    by_then = col(SnapshotRow.first_at) <= until
    after = _last_lists(session, by_then)
    if since is None:
        last = select(func.max(SnapshotRow.id)).where(IS_LIST, by_then)
        last = last.group_by(col(SnapshotRow.server_id))
        before = _last_lists(session, by_then, col(SnapshotRow.id).not_in(last))
        return {server: _Ends(row, after[server]) for server, row in before.items()}
    before = _last_lists(session, col(SnapshotRow.first_at) <= since)
    return {
        server: _Ends(before.get(server), row)
        for server, row in after.items()
        if before.get(server) != row
    }


def _last_lists(session: Session, *which: ColumnElement[bool]) -> dict[int, int]:
    """By server's row, the last of its tool lists that the conditions name."""
    query = select(SnapshotRow.server_id, func.max(SnapshotRow.id)).where(IS_LIST, *which)
    return dict(session.exec(query.group_by(col(SnapshotRow.server_id))).all())


def _difference(session: Session, server: int, slug: str, ends: _Ends) -> Difference:
    rows = [row for row in ends if row is not None]
    found = {each.number: each for each in held(session, col(SnapshotRow.id).in_(rows))}
    tools = offered(session, server, col(SnapshotToolRow.snapshot_id).in_(rows))
    return Difference(
        server=slug,
        before=None if ends.before is None else found[ends.before],
        after=found[ends.after],
        events=history.events(*(tools.get(row or 0, []) for row in ends)),
    )
