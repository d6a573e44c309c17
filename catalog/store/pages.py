"""The content of pages, as JSON of the value: whatever a page says, the store need not know."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import ColumnElement, and_, bindparam, func, or_, true, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from catalog.model.card import Card, ServerCard, Shelved, card_of
from catalog.model.page import GonePage, Page
from catalog.store.cards import card_text, read_card
from catalog.store.catalog import Catalog
from catalog.store.content import dump_bytes, hash_of_bytes, load
from catalog.store.rows import after, batches, insert, table
from catalog.store.servers import row_ids
from catalog.tables.advised import PageRow

PAGE: TypeAdapter[Page] = TypeAdapter(Annotated[Page, Field(discriminator="kind")])
BATCH = 500
"""Pages read at a time."""

STORED = select(
    PageRow.address,
    PageRow.server_id,
    PageRow.content_hash,
    col(PageRow.superseded_at).is_(None) & col(PageRow.card).is_not(None),
)
OF_SERVERS = STORED.where(col(PageRow.server_id).in_(bindparam("servers", expanding=True)))
AT_ADDRESSES = STORED.where(col(PageRow.address).in_(bindparam("addresses", expanding=True)))

ESCAPED = "\\u"
"""What begins a letter in the text of a card that is not of ASCII."""

Stored = dict[str, tuple[int, str | None]]
"""By address: the server that has the page, and the hash of what it says while it holds."""


def keep(catalog: Catalog, server_id: str, pages: Sequence[Page], at: datetime) -> None:
    """Keep all pages of a server, in one transaction; only changes are written.

    Pages that it had before and has no more are superseded. Raises StoreError where the
    server is not in the catalog, or two pages have one address.
    """
    keep_all(catalog, {server_id: pages}, at)


def keep_all(catalog: Catalog, by_server: Mapping[str, Sequence[Page]], at: datetime) -> None:
    """Keep all pages of several servers, as `keep` does, in one transaction."""
    with catalog.writing() as session:
        servers = row_ids(session, by_server)
        addresses = {each.address for pages in by_server.values() for each in pages}
        stored: Stored = {}
        for rows in batches(servers.values()):
            stored |= _stored(session, OF_SERVERS, servers=rows)
        for batch in batches(addresses - stored.keys()):
            stored |= _stored(session, AT_ADDRESSES, addresses=batch)
        made = (
            _row(servers[name], each, at) for name, pages in by_server.items() for each in pages
        )
        changed = [row for row in made if stored.get(row["address"]) != _held(row)]
        insert(session, PageRow, [row for row in changed if row["address"] not in stored])
        _update(session, [row for row in changed if row["address"] in stored])
        _supersede(session, stored, addresses, at)


def find(catalog: Catalog, address: str) -> Page | None:
    """The page at an address; None where there is none, or its subject is gone."""
    query = select(PageRow.content).where(PageRow.address == address, _live())
    with catalog.reading() as session:
        content = session.exec(query).one_or_none()
    return None if content is None else load(PAGE, content)


def every(catalog: Catalog) -> Iterator[Page]:
    """Every page that holds now, by address; read in batches, so memory stays flat."""
    last: str | None = None
    while True:
        with catalog.reading() as session:
            query = select(PageRow.address, PageRow.content)
            query = query.where(_live(), after(col(PageRow.address), last))
            rows = session.exec(query.order_by(PageRow.address).limit(BATCH)).all()
        if not rows:
            return
        yield from (load(PAGE, content) for _, content in rows)
        last = rows[-1][0]


def cards(catalog: Catalog) -> Iterator[Shelved]:
    """The card of every page that holds now, by address. Raises StoreError as `load` does."""
    columns = (PageRow.address, PageRow.kind, PageRow.content_hash, col(PageRow.card))
    last: str | None = None
    while True:
        with catalog.reading() as session:
            query = select(*columns).where(_live(), after(col(PageRow.address), last))
            rows = session.exec(query.order_by(PageRow.address).limit(BATCH)).all()
        if not rows:
            return
        yield from (Shelved(read_card(kind, text), digest) for _, kind, digest, text in rows)
        last = rows[-1][0]


def cards_with(catalog: Catalog, wanted: Sequence[Sequence[str]], name: str) -> Iterator[Card]:
    """The cards that hold of each of `wanted` one of its words, in any case, and some more.

    Words are of ASCII: a card with other letters is told whenever one of them could be meant.
    A tool whose name is `name`, were it not for what parts its words, is told as well. Raises
    StoreError where a page has no card, which could be meant by anything.
    """
    held = and_(true(), *(or_(*map(_holds_text, (*each, ESCAPED))) for each in wanted))
    folded = func.replace(func.replace(col(PageRow.address), "-", ""), "_", "")
    asked = or_(held, folded.contains(f"/{name}", autoescape=True)) if name else held
    query = select(PageRow.kind, col(PageRow.card)).where(
        _live(), or_(asked, col(PageRow.card).is_(None))
    )
    with catalog.reading() as session:
        for kind, text in session.exec(query.execution_options(yield_per=BATCH)):
            yield read_card(kind, text)


def contents(catalog: Catalog, addresses: Sequence[str]) -> dict[str, str]:
    """What the pages at these addresses say, as kept: JSON that `PAGE` reads."""
    found: dict[str, str] = {}
    for batch in batches(addresses):
        query = select(PageRow.address, PageRow.content).where(_live())
        with catalog.reading() as session:
            found |= dict(session.exec(query.where(col(PageRow.address).in_(batch))).all())
    return found


def gone(catalog: Catalog) -> tuple[GonePage, ...]:
    """What stands in the place of pages whose subject is gone, by address.

    Of a page that an older version of toolrisk wrote nothing is told.
    """
    columns = (PageRow.kind, col(PageRow.card), col(PageRow.superseded_at))
    query = select(*columns).where(~_live(), col(PageRow.card).is_not(None))
    with catalog.reading() as session:
        rows = session.exec(query.order_by(PageRow.address)).all()
    return tuple(_gone(read_card(kind, text), at) for kind, text, at in rows if at is not None)


def _gone(card: Card, at: datetime) -> GonePage:
    """The day alone: two runs of one day say the same."""
    since = at.date().isoformat()
    if isinstance(card, ServerCard):
        return GonePage(
            address=card.address,
            was="server",
            title=card.title,
            server_title=card.title,
            server_address=card.address,
            since=since,
        )
    return GonePage(
        address=card.address,
        was="tool",
        title=card.title,
        server_title=card.server_title,
        server_address=card.server_address,
        since=since,
    )


def _holds_text(text: str) -> ColumnElement[bool]:
    return col(PageRow.card).icontains(text, autoescape=True)


def _live() -> ColumnElement[bool]:
    return col(PageRow.superseded_at).is_(None)


def _row(server: int, page: Page, at: datetime) -> dict[str, Any]:
    content, card = dump_bytes(page), card_text(card_of(page))
    return {
        "address": page.address,
        "server_id": server,
        "kind": page.kind,
        "content": content.decode(),
        "content_hash": hash_of_page(content, card),
        "at": at,
        "superseded_at": None,
        "card": card,
    }


def hash_of_page(content: bytes, card: str) -> str:
    """The hash of what a page says, and of what lists say of it."""
    return hash_of_bytes(content + b"\0" + card.encode())


def _held(row: Mapping[str, Any]) -> tuple[int, str]:
    return row["server_id"], row["content_hash"]


def _stored(session: Session, which: Select[str, int, str, bool], **of: Any) -> Stored:
    return {
        address: (server, content_hash if holds else None)
        for address, server, content_hash, holds in session.exec(which, params=of)
    }


def _update(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        pages = table(PageRow)
        statement = update(pages).where(pages.c.address == bindparam("where"))
        values = [row | {"where": row["address"]} for row in rows]
        session.connection().execute(statement, values)


def _supersede(session: Session, stored: Stored, kept: set[str], at: datetime) -> None:
    gone = (address for address, (_, held) in stored.items() if held and address not in kept)
    for batch in batches(gone):
        statement = update(PageRow).where(col(PageRow.address).in_(batch))
        session.exec(statement.values(superseded_at=at))
