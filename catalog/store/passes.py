"""Passes over a registry: what a full one has met, and what is gone when it is over.

One row a page tells what was met, so that what has not changed is not written.
"""

from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from catalog.model.listing import CrawlState, Page, Validator
from catalog.store.catalog import Catalog
from catalog.store.rows import batches, insert, upsert
from catalog.tables.crawled import ListingRow, RejectedRow, SightingRow, ValidatorRow


def seen(catalog: Catalog, source: str) -> tuple[str, ...]:
    """The source ids that the full pass under way has met so far."""
    with catalog.reading() as session:
        return tuple(_seen(session, source))


def validator(catalog: Catalog, source: str, url: str) -> Validator | None:
    """What to ask by at this address; None where it was never read."""
    with catalog.reading() as session:
        row = session.get(ValidatorRow, (source, url))
        return None if row is None else Validator.model_validate(row.model_dump())


def ids(catalog: Catalog, source: str) -> tuple[str, ...]:
    """The source ids of all that a registry lists now."""
    query = select(ListingRow.source_id).where(ListingRow.source == source, *_there())
    with catalog.reading() as session:
        return tuple(dict.fromkeys(session.exec(query.order_by(ListingRow.source_id))))


def count(catalog: Catalog, source: str) -> int:
    """How many listings of a registry hold now."""
    query = select(func.count()).select_from(ListingRow)
    query = query.where(ListingRow.source == source, *_there())
    with catalog.reading() as session:
        return session.exec(query).one()


def met(session: Session, page: Page, state: CrawlState, at: datetime) -> int:
    """Note what a page named, and at the end of a full pass mark what is gone: how many."""
    upsert(session, ValidatorRow, [each.model_dump() for each in page.validators])
    if not (state.full and state.started):
        return 0
    of_source = col(SightingRow.source) == state.source
    begun = select(SightingRow.id).where(of_source, SightingRow.started_at == state.started)
    if session.exec(begun.limit(1)).first() is None:  # what is there is of a pass given up
        session.exec(delete(SightingRow).where(of_source))
    if page.ids:
        row = {"source": state.source, "started_at": state.started, "ids": page.ids}
        insert(session, SightingRow, [row])
    if not state.complete:
        return 0
    gone = _mark(session, state, at)
    session.exec(delete(SightingRow).where(of_source))
    return gone


def _mark(session: Session, state: CrawlState, at: datetime) -> int:
    """What this pass has not met is gone; what could not be read is forgotten with it."""
    source, seen = state.source, set(_seen(session, state.source, state.started))
    there = select(ListingRow.id, ListingRow.source_id).where(
        ListingRow.source == source, *_there()
    )
    gone = [row for row, source_id in session.exec(there) if source_id not in seen]
    for batch in batches(gone):
        session.exec(update(ListingRow).where(col(ListingRow.id).in_(batch)).values(gone_at=at))
    bad = select(RejectedRow.id, RejectedRow.source_id).where(RejectedRow.source == source)
    bad = bad.where(col(RejectedRow.superseded_at).is_(None))
    past = [row for row, source_id in session.exec(bad) if source_id not in seen]
    for batch in batches(past):
        old = update(RejectedRow).where(col(RejectedRow.id).in_(batch))
        session.exec(old.values(superseded_at=at))
    return len(gone)


def _seen(session: Session, source: str, started: datetime | None = None) -> dict[str, None]:
    query = (
        select(SightingRow.ids).where(SightingRow.source == source).order_by(col(SightingRow.id))
    )
    if started:
        query = query.where(SightingRow.started_at == started)
    return {each: None for page in session.exec(query) for each in page}


def _there() -> tuple[bool, bool]:
    return col(ListingRow.superseded_at).is_(None), col(ListingRow.gone_at).is_(None)  # type: ignore[return-value]  # SQLModel's columns compare to conditions
