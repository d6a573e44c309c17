"""One tool of one server over time: what became of it, and what was thought of it."""

from sqlalchemy import BindParameter, ColumnElement, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from catalog import history
from catalog.model.history import Happened, Judged
from catalog.store.catalog import Catalog
from catalog.store.findings import held
from catalog.store.offers import IN_SHORT, in_short, offered
from catalog.store.servers import row_id
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import ClassificationRow, StandingRow


def names(catalog: Catalog, server_id: str) -> tuple[str, ...]:
    """Every name that a tool of the server ever had, sorted. Raises StoreError if unknown."""
    with catalog.reading() as session:
        query = select(DefinitionRow.name).distinct().join(SnapshotToolRow).join(SnapshotRow)
        server = row_id(session, server_id)
        found = session.exec(query.where(SnapshotRow.server_id == server))
        return tuple(sorted(found))


def happenings(catalog: Catalog, server_id: str, name: str) -> tuple[Happened, ...]:
    """When the server's tool of that name came, changed and went, oldest first.

    A server that could not be introspected has not lost its tools. Raises StoreError for an
    unknown server.
    """
    with catalog.reading() as session:
        server = row_id(session, server_id)
        found = held(session, col(SnapshotRow.server_id) == server)
        lists = [each for each in found if each.reason is None]
        of_server = col(SnapshotToolRow.snapshot_id).in_(
            select(SnapshotRow.id).where(SnapshotRow.server_id == server)
        )
        tools = offered(session, server, of_server, col(DefinitionRow.name) == name)
    offers = [tools.get(each.number, []) for each in lists]
    return tuple(
        Happened(at=now.first_at, package=now.package, event=event)
        for now, before, after in zip(lists, [[], *offers], offers, strict=False)
        for event in history.events(before, after)
    )


def verdicts(catalog: Catalog, server_id: str, name: str) -> tuple[Judged, ...]:
    """Every verdict on the definitions that the server's tool of that name had, oldest first.

    A definition that other servers offer too may be judged otherwise there; of it, only
    what was said in the context in which this server's verdict stands is told.
    Raises StoreError for an unknown server.
    """
    with catalog.reading() as session:
        server = row_id(session, server_id)
        query = (
            select(DefinitionRow.digest)
            .add_columns(*IN_SHORT)
            .join_from(ClassificationRow, DefinitionRow)
            .where(
                col(DefinitionRow.name) == name, offered_by(col(SnapshotRow.server_id) == server)
            )
            .where(or_(in_its_context(server), ~offered_by(col(SnapshotRow.server_id) != server)))
            .order_by(col(ClassificationRow.at), col(ClassificationRow.id))
        )
        rows = session.connection().execute(query)
        return tuple(in_short(digest, verdict) for digest, *verdict in rows)


def offered_by(by: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a classification's definition was ever offered by such a server."""
    return (
        exists()
        .where(col(SnapshotToolRow.definition_id) == ClassificationRow.definition_id)
        .where(col(SnapshotRow.id) == SnapshotToolRow.snapshot_id, by)
    )


def in_its_context(server: int | BindParameter[int]) -> ColumnElement[bool]:
    """Whether a classification was made in the context in which the server's own one stands."""
    own = aliased(ClassificationRow)
    contexts = (
        select(own.context_digest)
        .join(StandingRow, col(StandingRow.classification_id) == own.id)
        .where(StandingRow.server_id == server)
        .where(StandingRow.definition_id == ClassificationRow.definition_id)
    )
    return col(ClassificationRow.context_digest).in_(contexts)
