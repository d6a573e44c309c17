"""What people decided of servers' identity, each decision kept."""

from sqlmodel import col, select

from catalog.model.server import Decision
from catalog.store.catalog import Catalog
from catalog.store.rows import insert
from catalog.tables.crawled import IdentityDecisionRow


def keep(catalog: Catalog, decision: Decision) -> None:
    """Add one decision."""
    with catalog.writing() as session:
        insert(session, IdentityDecisionRow, [decision.model_dump()])


def every(catalog: Catalog) -> tuple[Decision, ...]:
    """All of them, the oldest first."""
    with catalog.reading() as session:
        rows = session.exec(select(IdentityDecisionRow).order_by(col(IdentityDecisionRow.id)))
        return tuple(Decision.model_validate(each.model_dump(exclude={"id"})) for each in rows)
