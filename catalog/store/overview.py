"""Every server in numbers, counted by the database."""

from sqlalchemy import Select, case, func, select
from sqlmodel import col

from catalog.model.statistics import ServerSummary
from catalog.store.catalog import Catalog
from catalog.store.snapshots import is_latest
from catalog.store.view import VERDICTS
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import SnapshotRow
from catalog.taxonomy import Risk

RISKS = tuple(Risk)


def overview(catalog: Catalog) -> tuple[ServerSummary, ...]:
    """A line for each server that holds now, by slug."""
    with catalog.reading() as session:
        found = session.connection().execute(_summaries()).all()
    return tuple(
        ServerSummary(
            server=row.slug,
            id=row.key,
            title=row.title,
            introspected=row.outcome == "introspected",
            skipped=row.reason,
            tools=row.tools or 0,
            unverified=bool(row.reason and row.tools),
            unclassified=(row.tools or 0) - (row.classified or 0),
            abstained=row.abstained or 0,
            worst=None if row.worst is None else RISKS[row.worst],
        )
        for row in found
    )


def _summaries() -> Select[*tuple[object, ...]]:
    counts = _counts().subquery()
    return (
        select(col(ServerRow.slug), col(ServerRow.key), col(ServerRow.title))
        .add_columns(col(SnapshotRow.outcome), col(SnapshotRow.reason))
        .add_columns(*(counts.c[name] for name in ("tools", "classified", "abstained", "worst")))
        .select_from(ServerRow)
        .outerjoin(SnapshotRow, is_latest(col(ServerRow.id)))
        .outerjoin(counts, counts.c.server_id == ServerRow.id)
        .where(col(ServerRow.superseded_at).is_(None))
        .order_by(col(ServerRow.slug))
    )


def _counts() -> Select[*tuple[object, ...]]:
    """By server: its tools, those with a verdict, the abstained, and the rank of the worst."""
    view = VERDICTS.c
    rank = case({each.value: each.rank for each in Risk}, value=view.risk)
    return select(
        view.server_id,
        func.count().label("tools"),
        func.count(view.classification_id).label("classified"),
        func.sum(case((view.abstained, 1), else_=0)).label("abstained"),
        func.max(rank).label("worst"),
    ).group_by(view.server_id)
