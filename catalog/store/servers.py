"""Servers: merged listings under slugs that are given once and kept."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, col, select

from catalog.errors import StoreError
from catalog.model.listing import Listing
from catalog.model.server import Reference, Server
from catalog.store.catalog import Catalog
from catalog.store.content import load
from catalog.store.listings import LISTING
from catalog.store.merging import merge
from catalog.store.rows import after, batches
from catalog.tables.crawled import ListingRow, ServerAliasRow, ServerListingRow, ServerRow

BATCH = 500
"""Servers read at a time."""

ROW_IDS = select(ServerRow.key, ServerRow.id).where(
    col(ServerRow.key).in_(bindparam("keys", expanding=True))
)


class Naming(NamedTuple):
    """A server by the names that people know."""

    slug: str
    id: str
    title: str


class Ended(NamedTuple):
    """A server that no registry lists any more, and when that was found."""

    slug: str
    at: datetime


def keep(catalog: Catalog, servers: Sequence[Server], at: datetime) -> None:
    """Keep what a merging of all current listings says, in one transaction.

    A server keeps the slug that it first had; a new one whose slug is taken gets a suffix.
    Of servers that have become one the oldest keeps its own, and the slugs and ids of the
    others become its aliases. A server whose listings are all gone is superseded.
    Raises StoreError for a listing that is not in the catalog.
    """
    with catalog.writing() as session:
        merge(session, servers, at)


def every(catalog: Catalog) -> Iterator[Server]:
    """Every server that holds now, by slug; read in batches, so memory stays flat."""
    last: str | None = None
    while True:
        with catalog.reading() as session:
            query = select(ServerRow).where(_live(), after(col(ServerRow.slug), last))
            rows = session.exec(query.order_by(ServerRow.slug).limit(BATCH)).all()
            servers = _servers(session, rows)
        if not rows:
            return
        yield from servers
        last = rows[-1].slug


def find(catalog: Catalog, text: str) -> Server | None:
    """The server that is meant: by slug, id, former slug or id, or the name of a listing."""
    with catalog.reading() as session:
        for meant in _readings(text):
            rows = session.exec(select(ServerRow).where(_live(), meant).order_by(ServerRow.slug))
            if row := rows.first():
                return _servers(session, [row])[0]
    return None


def ended(catalog: Catalog, text: str) -> Ended | None:
    """The server that was meant by that, and is none any more; of several the last to end."""
    past = col(ServerRow.superseded_at)
    with catalog.reading() as session:
        for meant in _readings(text):
            query = select(ServerRow).where(past.is_not(None), meant).order_by(past.desc())
            if (row := session.exec(query).first()) and row.superseded_at:
                return Ended(row.slug, row.superseded_at)
    return None


def of_listing(catalog: Catalog, reference: Reference) -> Server | None:
    """The server that a listing belongs to, by source and source id."""
    source, source_id = reference
    listed = select(ServerListingRow.server_id).join(ListingRow)
    listed = listed.where(ListingRow.source == source, ListingRow.source_id == source_id)
    with catalog.reading() as session:
        found = session.exec(select(ServerRow).where(_live(), col(ServerRow.id).in_(listed)))
        row = found.first()
        return None if row is None else _servers(session, [row])[0]


def mentioning(catalog: Catalog, texts: Collection[str]) -> Iterator[Server]:
    """The servers of whose listings one holds one of the texts, by slug; of a text only its
    letters and digits are looked for, in this order and in any case."""
    for text in sorted({"%".join(re.findall("[a-z0-9]+", each.lower())) for each in texts} - {""}):
        holds = func.lower(ListingRow.content).like(f"%{text}%")
        query = select(ServerListingRow.server_id).join(ListingRow).where(holds)
        with catalog.reading() as session:
            meant = select(ServerRow).where(_live(), col(ServerRow.id).in_(query))
            found = session.exec(meant.order_by(ServerRow.slug))
            servers = [each for rows in batches(found, BATCH) for each in _servers(session, rows)]
        yield from servers


def names(catalog: Catalog) -> tuple[Naming, ...]:
    """What every server that holds now is called, by slug."""
    query = select(ServerRow.slug, ServerRow.key, ServerRow.title).where(_live())
    with catalog.reading() as session:
        return tuple(Naming(*each) for each in session.exec(query.order_by(ServerRow.slug)))


def row_id(session: Session, server_id: str) -> int:
    """The row of a server by its canonical id. Raises StoreError where it was never kept."""
    return row_ids(session, (server_id,))[server_id]


def row_ids(session: Session, server_ids: Collection[str]) -> dict[str, int]:
    """The rows of servers by canonical id. Raises StoreError where one was never kept."""
    found: dict[str, int] = {}
    for batch in batches(server_ids):
        found |= dict(session.exec(ROW_IDS, params={"keys": batch}).all())
    if missing := [each for each in server_ids if each not in found]:
        raise StoreError(f"server {missing[0][:80]!r} is not in the catalog; keep it first")
    return found


def _live() -> ColumnElement[bool]:
    return col(ServerRow.superseded_at).is_(None)


def _readings(text: str) -> Iterator[ColumnElement[bool]]:
    yield col(ServerRow.slug) == text
    yield col(ServerRow.key) == text
    alias = select(ServerAliasRow.server_id).where(ServerAliasRow.alias == text)
    yield col(ServerRow.id).in_(alias)
    listed = select(ServerListingRow.server_id).join(ListingRow).where(ListingRow.name == text)
    yield col(ServerRow.id).in_(listed)


def _servers(session: Session, rows: Sequence[ServerRow]) -> tuple[Server, ...]:
    listings: dict[int, list[Listing]] = {row.id: [] for row in rows}
    query = select(ServerListingRow.server_id, ListingRow.content).join(ListingRow)
    query = query.where(col(ServerListingRow.server_id).in_(listings))
    order = (col(ServerListingRow.server_id), col(ServerListingRow.position))
    for server_id, content in session.exec(query.order_by(*order)):
        listings[server_id].append(load(LISTING, content))
    return tuple(
        Server(
            id=row.key,
            slug=row.slug,
            title=row.title,
            description=row.description,
            listings=tuple(listings[row.id]),
            evidence=row.evidence,
            apart=row.apart,
            doubts=row.doubts,
        )
        for row in rows
    )
