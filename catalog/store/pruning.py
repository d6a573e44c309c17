"""Dropping what was superseded long ago, and is referred to by nothing any more.

What holds now is never dropped, nor the last tool list of a server, nor what a person
decided, nor a slug: addresses are promises.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from catalog.model.history import Pruned
from catalog.store.catalog import Catalog
from catalog.tables.advised import PageRow, PolicyRow, ToolRuleRow
from catalog.tables.crawled import ListingRow, RejectedRow, ServerListingRow, ServerRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import (
    ClassificationRow,
    JudgementRow,
    OpinionRow,
    OverrideRow,
    StandingRow,
)

Conditions = tuple[ColumnElement[bool], ...]


def prune(catalog: Catalog, before: datetime) -> Pruned:
    """Drop, in one transaction, what was superseded before a time. Raises StoreError.

    The room of it is used again; `Catalog.compact` gives it back.
    """
    with catalog.writing() as session:
        return _prune(session, before)


def would_prune(catalog: Catalog, before: datetime) -> Pruned:
    """What `prune` would drop; nothing is, though other writers wait meanwhile."""
    with catalog.writing() as session:
        pruned = _prune(session, before)
        session.rollback()
    return pruned


def _prune(session: Session, before: datetime) -> Pruned:
    """What refers goes before what it refers to."""
    gone = select(col(ServerRow.id)).where(col(ServerRow.superseded_at) < before)
    for row in (ServerListingRow, PolicyRow, StandingRow):
        _drop(session, row, col(row.server_id).in_(gone))
    rules, pages = (
        _drop(session, row, (col(row.superseded_at) < before) | col(row.server_id).in_(gone))
        for row in (ToolRuleRow, PageRow)
    )
    return Pruned(
        listings=_drop(session, ListingRow, *_superseded_listing(before)),
        rejected=_drop(session, RejectedRow, col(RejectedRow.superseded_at) < before),
        snapshots=_snapshots(session, before, gone),
        classifications=_classifications(session, before),
        judgements=_judgements(session),
        definitions=_drop(session, DefinitionRow, *_unused_definition()),
        rules=rules,
        pages=pages,
    )


def _snapshots(session: Session, before: datetime, gone: Select[int]) -> int:
    """Those of servers that are gone, and those that neither hold nor are the last tool list."""
    other = aliased(SnapshotRow)
    last = select(func.max(other.id)).group_by(col(other.server_id))
    listed = last.where(col(other.outcome) == "introspected")
    over = and_(
        col(SnapshotRow.at) < before,
        col(SnapshotRow.id).not_in(last),
        col(SnapshotRow.id).not_in(listed),
    )
    which = or_(over, col(SnapshotRow.server_id).in_(gone))
    of_those = select(col(SnapshotRow.id)).where(which)
    _drop(session, SnapshotToolRow, col(SnapshotToolRow.snapshot_id).in_(of_those))
    return _drop(session, SnapshotRow, which)


def _classifications(session: Session, before: datetime) -> int:
    """Those that stand for no tool of any snapshot that is left."""
    offered = (
        exists()
        .where(col(SnapshotToolRow.definition_id) == col(StandingRow.definition_id))
        .where(col(SnapshotToolRow.snapshot_id) == col(SnapshotRow.id))
        .where(col(SnapshotRow.server_id) == col(StandingRow.server_id))
    )
    _drop(session, StandingRow, ~offered)
    stands = exists().where(col(StandingRow.classification_id) == col(ClassificationRow.id))
    which = and_(col(ClassificationRow.at) < before, ~stands)
    of_those = select(col(ClassificationRow.id)).where(which)
    _drop(session, OpinionRow, col(OpinionRow.classification_id).in_(of_those))
    return _drop(session, ClassificationRow, which)


def _judgements(session: Session) -> int:
    """Those of definitions that go: of any other, a model would be asked again."""
    going = select(col(DefinitionRow.id)).where(*_unused_definition())
    return _drop(session, JudgementRow, col(JudgementRow.definition_id).in_(going))


def _superseded_listing(before: datetime) -> Conditions:
    used = exists().where(col(ServerListingRow.listing_id) == col(ListingRow.id))
    return col(ListingRow.superseded_at) < before, ~used


def _unused_definition() -> Conditions:
    rows = (SnapshotToolRow, ClassificationRow, StandingRow, ToolRuleRow)
    used = [exists().where(col(row.definition_id) == col(DefinitionRow.id)) for row in rows]
    decided = exists().where(col(OverrideRow.tool_digest) == col(DefinitionRow.digest))
    return tuple(~each for each in (*used, decided))


def _drop(session: Session, row: type[SQLModel], *which: ColumnElement[bool]) -> int:
    """Delete rows; how many."""
    statement = delete(row).where(*which).execution_options(synchronize_session=False)
    return session.connection().execute(statement).rowcount
