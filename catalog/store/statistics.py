"""What the whole catalog holds, counted by the database."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session, col

from catalog.model.statistics import RiskyTool, Statistics
from catalog.store.catalog import Catalog
from catalog.store.snapshots import is_latest
from catalog.store.view import VERDICTS
from catalog.tables.crawled import ServerRow
from catalog.tables.introspected import SnapshotRow
from catalog.taxonomy import Category, Reason, Risk

Outcome = tuple[str | None, str | None]
"""Kind of a server's latest snapshot, and why it was skipped; both None without one."""


def totals(catalog: Catalog) -> Statistics:
    """Counts over everything that holds now."""
    with catalog.reading() as session:
        outcomes = _outcomes(session)
        verdicts = _verdicts(session)
        unverified = session.connection().scalar(_listed_by("skipped", func.count()))
    categories, risks = Counter[str](), Counter[str]()
    for (category, risk, abstained), count in verdicts.items():
        risks[risk] += count
        categories[category] += 0 if abstained else count
    return Statistics(
        servers=sum(outcomes.values()),
        introspected=outcomes["introspected", None],
        skipped={each: n for each in Reason if (n := outcomes["skipped", each])},
        tools=sum(verdicts.values()),
        unverified=unverified or 0,
        unclassified=sum(n for (category, *_), n in verdicts.items() if category is None),
        abstained=sum(n for (*_, abstained), n in verdicts.items() if abstained),
        by_category={each: categories[each] for each in Category},
        by_risk={each: risks[each] for each in Risk},
    )


def riskiest(catalog: Catalog, limit: int) -> tuple[RiskyTool, ...]:
    """The worst tools that servers were seen to offer: by risk, category, and how sure it is."""
    view = VERDICTS.c
    risk = case({each.value: each.rank for each in Risk}, value=view.risk)
    category = case({each.value: each.rank for each in Category}, value=view.category)
    worst = (risk.desc(), category.desc(), view.confidence.desc(), view.server, view.position)
    shown = (view.server, view.tool, view.category, view.risk, view.abstained, view.rationale)
    query = (
        _listed_by("introspected", *shown)
        .where(view.category.is_not(None))
        .order_by(*worst)
        .limit(limit)
    )
    with catalog.reading() as session:
        found = session.connection().execute(query).mappings()
        return tuple(RiskyTool.model_validate(dict(each)) for each in found)


def _outcomes(session: Session) -> Counter[Outcome]:
    query = (
        select(col(SnapshotRow.outcome), col(SnapshotRow.reason), func.count())
        .select_from(ServerRow)
        .outerjoin(SnapshotRow, is_latest(col(ServerRow.id)))
        .where(col(ServerRow.superseded_at).is_(None))
        .group_by(col(SnapshotRow.outcome), col(SnapshotRow.reason))
    )
    return Counter({(kind, why): n for kind, why, n in session.connection().execute(query)})


def _verdicts(session: Session) -> Counter[tuple[str, str, bool]]:
    """How many tools have which category, risk and abstention."""
    view = VERDICTS.c
    query = _listed_by("introspected", view.category, view.risk, view.abstained, func.count())
    query = query.group_by(view.category, view.risk, view.abstained)
    return Counter({tuple(each): n for *each, n in session.connection().execute(query)})


def _listed_by(outcome: str, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Tools with their verdicts, of the servers that this became of."""
    latest = select(func.max(SnapshotRow.id)).group_by(col(SnapshotRow.server_id))
    servers = select(col(SnapshotRow.server_id)).where(
        col(SnapshotRow.id).in_(latest), col(SnapshotRow.outcome) == outcome
    )
    return select(*columns).select_from(VERDICTS).where(VERDICTS.c.server_id.in_(servers))
