"""What people decided, each decision kept; of several on one definition the last counts."""

from sqlmodel import Session, col, select

from catalog.model.classification import Override
from catalog.store.catalog import Catalog
from catalog.store.rows import insert
from catalog.tables.judged import OverrideRow


def keep(catalog: Catalog, override: Override) -> None:
    """Add one decision."""
    with catalog.writing() as session:
        insert(session, OverrideRow, [override.model_dump()])


def find(catalog: Catalog, tool_digest: str) -> Override | None:
    """What was last decided of a definition; None where nobody has."""
    query = select(OverrideRow).where(OverrideRow.tool_digest == tool_digest)
    with catalog.reading() as session:
        row = session.exec(query.order_by(col(OverrideRow.id).desc()).limit(1)).first()
        return None if row is None else _value(row)


def every(catalog: Catalog) -> dict[str, Override]:
    """What was last decided, by the definition's digest."""
    with catalog.reading() as session:
        return {each.tool_digest: each for each in _all(session)}


def _all(session: Session) -> list[Override]:
    rows = session.exec(select(OverrideRow).order_by(col(OverrideRow.id)))
    return [_value(row) for row in rows]


def _value(row: OverrideRow) -> Override:
    return Override.model_validate(row.model_dump(exclude={"id"}))
