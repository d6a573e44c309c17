"""Batches of questions that were handed to a provider, and what has become of each."""

from sqlalchemy import delete
from sqlmodel import col, select

from catalog.model.batch import Batch
from catalog.store.catalog import Catalog
from catalog.store.rows import upsert
from catalog.tables.judged import BatchRow


def keep(catalog: Catalog, batch: Batch) -> None:
    """Keep a batch, in the place of what was known of it before."""
    with catalog.writing() as session:
        upsert(session, BatchRow, [batch.model_dump()])


def drop(catalog: Catalog, batch: Batch) -> None:
    """Forget a batch: one that was planned, and of which another came or none."""
    with catalog.writing() as session:
        this = (col(BatchRow.endpoint) == batch.endpoint, col(BatchRow.id) == batch.id)
        session.connection().execute(delete(BatchRow).where(*this))


def find(catalog: Catalog, batch_id: str) -> Batch | None:
    """The batch of that id at its provider; of several providers' the one submitted last."""
    query = select(BatchRow).where(BatchRow.id == batch_id)
    with catalog.reading() as session:
        row = session.exec(query.order_by(col(BatchRow.submitted_at).desc())).first()
        return None if row is None else _value(row)


def under_way(catalog: Catalog) -> tuple[Batch, ...]:
    """Those that have not ended, oldest first."""
    return tuple(each for each in every(catalog) if each.ended_at is None)


def every(catalog: Catalog) -> tuple[Batch, ...]:
    """All of them, oldest first."""
    query = select(BatchRow).order_by(col(BatchRow.submitted_at), col(BatchRow.id))
    with catalog.reading() as session:
        return tuple(map(_value, session.exec(query)))


def _value(row: BatchRow) -> Batch:
    return Batch.model_validate(row.model_dump())
