"""Listings, rejected rows and crawl states: what one page of a registry leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import update
from sqlmodel import Session, col, select

from catalog.model.listing import CrawlState, Listing, Page, Rejected
from catalog.store import passes
from catalog.store.catalog import Catalog
from catalog.store.content import dump, hash_of, load
from catalog.store.rows import batches, insert, upsert
from catalog.tables.crawled import CrawlStateRow, ListingRow, RejectedRow

LISTING = TypeAdapter(Listing)
STATE = TypeAdapter(CrawlState)


class _Live(NamedTuple):
    """A listing that holds now: `id` where it is stored already, else the row to write."""

    version: str
    is_latest: bool
    content_hash: str
    id: int | None
    row: dict[str, Any]
    gone: bool = False


class Kept(NamedTuple):
    """How many listings of a page were new or changed, and how many a full pass found gone."""

    written: int
    gone: int


def keep(
    catalog: Catalog,
    listings: Sequence[Listing],
    rejected: Sequence[Rejected],
    state: CrawlState,
    at: datetime,
) -> None:
    """Keep listings and rejected rows as one page of a registry."""
    keep_page(catalog, Page(listings=tuple(listings), rejected=tuple(rejected)), state, at)


def keep_page(catalog: Catalog, page: Page, state: CrawlState, at: datetime) -> Kept:
    """Keep one page of a registry and the state to go on from, in one transaction.

    What is stored already is not written again. A changed listing supersedes its version;
    a latest one also the version that was the latest before. At the end of a full pass
    what it has not met is gone.
    """
    with catalog.writing() as session:
        written = sum(_keep_listings(session, batch, at) for batch in batches(page.listings))
        _keep_rejected(session, page.listings, page.rejected, at)
        gone = passes.met(session, page, state, at)
        row = {"source": state.source, "content": dump(state), "seen_at": at}
        upsert(session, CrawlStateRow, [row])
    return Kept(written, gone)


def current(catalog: Catalog) -> tuple[Listing, ...]:
    """Every listing that holds now, by source and source id; what is gone does not."""
    query = select(ListingRow.content).where(
        col(ListingRow.superseded_at).is_(None), col(ListingRow.gone_at).is_(None)
    )
    query = query.order_by(ListingRow.source, ListingRow.source_id, col(ListingRow.id))
    with catalog.reading() as session:
        return tuple(load(LISTING, each) for each in session.exec(query))


def rejected(catalog: Catalog) -> tuple[Rejected, ...]:
    """Every row that could not be read when it was last seen."""
    query = select(RejectedRow).where(col(RejectedRow.superseded_at).is_(None))
    with catalog.reading() as session:
        found = session.exec(query.order_by(RejectedRow.source, RejectedRow.source_id))
        return tuple(_rejected(each) for each in found)


def state(catalog: Catalog, source: str) -> CrawlState | None:
    """How far a registry has been read; None where it never was."""
    query = select(CrawlStateRow.content).where(CrawlStateRow.source == source)
    with catalog.reading() as session:
        content = session.exec(query).one_or_none()
    return None if content is None else load(STATE, content)


def _keep_listings(session: Session, listings: Sequence[Listing], at: datetime) -> int:
    """How many were written."""
    live = _live(session, listings)
    superseded: list[int] = []
    back: list[int] = []
    for listing in listings:
        there = live.setdefault((listing.source, listing.source_id), [])
        row = _row(listing, at)
        if same := next((each for each in there if each.content_hash == row["content_hash"]), None):
            back += [same.id] if same.gone and same.id is not None else []
            continue
        past = [each for each in there if _supersedes(listing, each)]
        superseded += [each.id for each in past if each.id is not None]
        there[:] = [each for each in there if each not in past]
        there.append(_Live(listing.version, listing.is_latest, row["content_hash"], None, row))
    _supersede(session, ListingRow, superseded, at)
    for batch in batches(back):
        session.exec(update(ListingRow).where(col(ListingRow.id).in_(batch)).values(gone_at=None))
    fresh = [each.row for there in live.values() for each in there if each.row]
    insert(session, ListingRow, fresh)
    return len(fresh) + len(back)


def _live(session: Session, listings: Sequence[Listing]) -> dict[tuple[str, str], list[_Live]]:
    """The stored listings of the same source ids that hold now, or did until they were gone."""
    row = ListingRow
    query = select(  # type: ignore[call-overload]  # more columns than SQLModel has types for
        row.source, row.source_id, row.version, row.is_latest, row.content_hash, row.id, row.gone_at
    ).where(
        col(row.superseded_at).is_(None),
        col(row.source_id).in_({each.source_id for each in listings}),
    )
    live: dict[tuple[str, str], list[_Live]] = {}
    for source, source_id, version, latest, content_hash, number, gone in session.exec(query):
        there = live.setdefault((source, source_id), [])
        there.append(_Live(version, latest, content_hash, number, {}, gone is not None))
    return live


def _supersedes(listing: Listing, other: _Live) -> bool:
    return listing.version == other.version or (listing.is_latest and other.is_latest)


def _row(listing: Listing, at: datetime) -> dict[str, Any]:
    content = dump(listing)
    return {
        "source": listing.source,
        "source_id": listing.source_id,
        "name": listing.name,
        "version": listing.version,
        "is_latest": listing.is_latest,
        "content": content,
        "content_hash": hash_of(content),
        "seen_at": at,
    }


def _keep_rejected(
    session: Session, listings: Sequence[Listing], rejected: Sequence[Rejected], at: datetime
) -> None:
    """What a page says of an id takes the place of what was rejected of it before.

    Rows without an id cannot be told apart: they stay.
    """
    seen = {(each.source, each.source_id) for each in listings}
    seen |= {(each.source, each.source_id) for each in rejected}
    now = dict.fromkeys(rejected)
    live: dict[Rejected, RejectedRow] = {}
    for ids in batches({source_id for _, source_id in seen}):
        query = select(RejectedRow).where(
            col(RejectedRow.superseded_at).is_(None), col(RejectedRow.source_id).in_(ids)
        )
        live |= {_rejected(row): row for row in session.exec(query)}
    gone = [row for value, row in live.items() if value not in now and row.source_id]
    _supersede(session, RejectedRow, [r.id for r in gone if (r.source, r.source_id) in seen], at)
    fresh = [{**each.model_dump(), "seen_at": at} for each in now if each not in live]
    insert(session, RejectedRow, fresh)


def _rejected(row: RejectedRow) -> Rejected:
    return Rejected(
        source=row.source, source_id=row.source_id, reason=row.reason, excerpt=row.excerpt
    )


def _supersede(
    session: Session, row: type[ListingRow | RejectedRow], ids: Sequence[int], at: datetime
) -> None:
    for batch in batches(ids):
        session.exec(update(row).where(col(row.id).in_(batch)).values(superseded_at=at))
