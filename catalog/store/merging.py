"""Writing the servers of a new merging: slugs kept, aliases left, only changes written."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, update
from sqlmodel import Session, col, select

from catalog.errors import StoreError
from catalog.model.server import Reference, Server
from catalog.store.content import dump, hash_of
from catalog.store.rows import batches, insert, table
from catalog.store.succession import Past, Succession, give_slugs, succession
from catalog.tables.advised import PageRow
from catalog.tables.crawled import ListingRow, ServerAliasRow, ServerListingRow, ServerRow

Known = Mapping[int, ServerRow]
"""The stored servers by row id."""


def merge(session: Session, servers: Sequence[Server], at: datetime) -> None:
    """Bring the stored servers to what the new merging says."""
    known = {row.id: row for row in session.exec(select(ServerRow))}
    stored = {row.key: row.id for row in known.values()}
    owners, owned = _owners(session, known)
    past = Past(owned, {number: row.since for number, row in known.items()})
    who = succession(servers, stored, owners, past)
    changed = [each for each in servers if _changed(each, known, who)]
    _make_room(session, stored, who)
    _add(session, [each for each in changed if each.id not in who.continued], known, at)
    _update(session, [each for each in changed if each.id in who.continued], known, who)
    ids = dict(session.exec(select(ServerRow.key, ServerRow.id)).all())
    _link(session, changed, ids)
    for row, heir in who.merged.items():
        _take_in(session, known[row], ids[heir])
    _supersede(session, [*who.merged, *_ended(session, who.left)], at)
    _tidy(session)


def _owners(
    session: Session, known: Known
) -> tuple[dict[Reference, int], dict[Reference, list[int]]]:
    """Which server has which listings now, and which superseded ones had them."""
    query = select(ListingRow.source, ListingRow.source_id, ServerListingRow.server_id)
    owners: dict[Reference, int] = {}
    owned: dict[Reference, list[int]] = defaultdict(list)
    for source, source_id, row in session.exec(query.join(ServerListingRow)):
        if known[row].superseded_at is None:
            owners[source, source_id] = row
        else:
            owned[source, source_id].append(row)
    return owners, owned


def _ended(session: Session, rows: Collection[int]) -> set[int]:
    """Those of the servers whose listings hold no more, none of them."""
    holding: set[int] = set()
    query = select(ServerListingRow.server_id).join(ListingRow)
    query = query.where(col(ListingRow.superseded_at).is_(None), col(ListingRow.gone_at).is_(None))
    for batch in batches(rows):
        holding |= set(session.exec(query.where(col(ServerListingRow.server_id).in_(batch))))
    return set(rows) - holding


def _changed(server: Server, known: Known, who: Succession) -> bool:
    if server.id not in who.continued:
        return True
    row = known[who.continued[server.id]]
    return row.superseded_at is not None or row.content_hash != _hash(server)


def _hash(server: Server) -> str:
    """Of everything but the slug, which is the store's own."""
    return hash_of(dump(server.model_copy(update={"slug": ""})))


def _row(server: Server) -> dict[str, Any]:
    return {
        "key": server.id,
        "title": server.title,
        "description": server.description,
        "evidence": [each.model_dump() for each in server.evidence],
        "apart": [each.model_dump() for each in server.apart],
        "doubts": [each.model_dump() for each in server.doubts],
        "content_hash": _hash(server),
        "superseded_at": None,
    }


def _make_room(session: Session, stored: Mapping[str, int], who: Succession) -> None:
    """An id that passes to another row is free for it: until then both would have it."""
    passing = [
        {"row": stored[key], "freed": f"former {stored[key]}: {key}"}
        for key, row in who.continued.items()
        if stored.get(key, row) != row
    ]
    if passing:
        rows = table(ServerRow)
        statement = update(rows).where(rows.c.id == bindparam("row")).values(key=bindparam("freed"))
        session.connection().execute(statement, passing)


def _add(session: Session, servers: Sequence[Server], known: Known, at: datetime) -> None:
    taken = {row.slug for row in known.values()} | set(session.exec(select(ServerAliasRow.alias)))
    slugs = give_slugs(servers, taken)
    insert(
        session,
        ServerRow,
        [{**_row(each), "slug": slugs[each.id], "since": at} for each in servers],
    )


def _update(session: Session, servers: Sequence[Server], known: Known, who: Succession) -> None:
    rows = {who.continued[each.id]: _row(each) for each in servers}
    renamed = [known[row] for row, values in rows.items() if known[row].key != values["key"]]
    _alias(session, {row.key: row.id for row in renamed})
    if rows:
        servers_table = table(ServerRow)
        statement = update(servers_table).where(servers_table.c.id == bindparam("row"))
        values = [{**values, "row": row} for row, values in rows.items()]
        session.connection().execute(statement, values)


def _link(session: Session, servers: Sequence[Server], ids: Mapping[str, int]) -> None:
    """Write the listings of changed servers, in their order."""
    hashes = {each: hash_of(dump(each)) for server in servers for each in server.listings}
    stored: dict[str, int] = {}
    for batch in batches(set(hashes.values())):
        query = select(ListingRow.content_hash, ListingRow.id)
        query = query.where(col(ListingRow.content_hash).in_(batch)).order_by(col(ListingRow.id))
        stored |= dict(session.exec(query).all())
    if missing := [each for each, content_hash in hashes.items() if content_hash not in stored]:
        raise StoreError(f"listing {missing[0].name[:80]!r} is not in the catalog; keep it first")
    for changed in batches([ids[each.id] for each in servers]):
        session.exec(delete(ServerListingRow).where(col(ServerListingRow.server_id).in_(changed)))
    links = [
        {"server_id": ids[server.id], "position": position, "listing_id": stored[hashes[listing]]}
        for server in servers
        for position, listing in enumerate(server.listings)
    ]
    insert(session, ServerListingRow, links)


def _take_in(session: Session, row: ServerRow, heir: int) -> None:
    """Whatever meant a merged server means its heir from now on."""
    moved = update(ServerAliasRow).where(col(ServerAliasRow.server_id) == row.id)
    session.exec(moved.values(server_id=heir))
    _alias(session, {row.slug: heir, row.key: heir})


def _supersede(session: Session, rows: Sequence[int], at: datetime) -> None:
    """End servers, and what is told of them."""
    for batch in batches(rows):
        gone = update(ServerRow).where(col(ServerRow.id).in_(batch))
        session.exec(gone.values(superseded_at=at))
        told = update(PageRow).where(col(PageRow.server_id).in_(batch))
        session.exec(told.where(col(PageRow.superseded_at).is_(None)).values(superseded_at=at))


def _alias(session: Session, aliases: Mapping[str, int]) -> None:
    for batch in batches(aliases):
        session.exec(delete(ServerAliasRow).where(col(ServerAliasRow.alias).in_(batch)))
    rows = [{"alias": alias, "server_id": server_id} for alias, server_id in aliases.items()]
    insert(session, ServerAliasRow, rows)


def _tidy(session: Session) -> None:
    """A slug or id that a server bears again is no alias any more."""
    live = col(ServerRow.superseded_at).is_(None)
    borne = [select(name).where(live) for name in (ServerRow.slug, ServerRow.key)]
    alias = col(ServerAliasRow.alias)
    session.exec(delete(ServerAliasRow).where(or_(*(alias.in_(each) for each in borne))))
