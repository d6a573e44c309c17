"""Classifications with the opinions beside them, and which one stands for a server's tool."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, select

from catalog.model.classification import Classification
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.classification_rows import (
    Key,
    columns,
    content_hash,
    key,
    opinion_columns,
    value,
)
from catalog.store.rows import batches, insert, table, upsert
from catalog.store.servers import row_ids
from catalog.tables.introspected import DefinitionRow
from catalog.tables.judged import ClassificationRow, OpinionRow, StandingRow

Wanted = Mapping[Key, Classification]

ROWS = table(ClassificationRow).c
STORED = sqlalchemy.select(
    ROWS.definition_id, ROWS.context_digest, ROWS.version, ROWS.id, ROWS.content_hash
).where(
    ROWS.definition_id.in_(bindparam("definitions", expanding=True)),
    ROWS.version.in_(bindparam("versions", expanding=True)),
)
STAND = table(StandingRow).c
STANDING = sqlalchemy.select(STAND.server_id, STAND.definition_id, STAND.classification_id).where(
    STAND.server_id.in_(bindparam("servers", expanding=True))
)


def keep(
    catalog: Catalog, server_id: str, classifications: Sequence[Classification], at: datetime
) -> None:
    """Keep what holds now for tools of a server, in one transaction; only changes are written.

    Raises StoreError where the server or a tool's definition is not in the catalog.
    """
    keep_all(catalog, {server_id: classifications}, at)


def keep_all(
    catalog: Catalog, by_server: Mapping[str, Sequence[Classification]], at: datetime
) -> None:
    """Keep what holds now for tools of several servers, as `keep` does, in one transaction."""
    every = [each for given in by_server.values() for each in given]
    with catalog.writing() as session:
        servers = row_ids(session, by_server)
        ids = definitions.all_row_ids(session, (each.tool_digest for each in every))
        stored = _write(session, {key(each, ids): each for each in every}, at)
        _stand(session, {
            (servers[server], ids[each.tool_digest]): stored[key(each, ids)]
            for server, given in by_server.items()
            for each in given
        })  # fmt: skip


def find(
    catalog: Catalog, tool_digest: str, context_digest: str, version: str
) -> Classification | None:
    """The verdict on a definition in a context by a version; None where there is none yet."""
    query = select(ClassificationRow).join(DefinitionRow)
    query = query.where(DefinitionRow.digest == tool_digest)
    query = query.where(ClassificationRow.context_digest == context_digest)
    with catalog.reading() as session:
        row = session.exec(query.where(ClassificationRow.version == version)).one_or_none()
        return value(row, tool_digest, opinions(session, [row.id])[row.id]) if row else None


def known(catalog: Catalog, version: str) -> frozenset[tuple[str, str]]:
    """The tool digest and context digest of every verdict by a version of the classifier."""
    query = select(DefinitionRow.digest, ClassificationRow.context_digest).join(DefinitionRow)
    with catalog.reading() as session:
        return frozenset(session.exec(query.where(ClassificationRow.version == version)).all())


def opinions(session: Session, rows: Sequence[int]) -> dict[int, list[OpinionRow]]:
    """The opinions beside each of the classifications, in order."""
    found: dict[int, list[OpinionRow]] = {row: [] for row in rows}
    for batch in batches(rows):
        query = select(OpinionRow).where(col(OpinionRow.classification_id).in_(batch))
        for opinion in session.exec(query.order_by(col(OpinionRow.position))):
            found[opinion.classification_id].append(opinion)
    return found


def _write(session: Session, wanted: Wanted, at: datetime) -> dict[Key, int]:
    """Write what is new or has changed; the row ids of all."""
    stored = _stored(session, wanted)
    rows = {each: (content_hash(c), c) for each, c in wanted.items()}
    fresh = {each: row for each, row in rows.items() if each not in stored}
    changed = {
        stored[each][0]: (each, row)
        for each, row in rows.items()
        if each in stored and stored[each][1] != row[0]
    }
    insert(session, ClassificationRow, [columns(each[0], *row, at) for each, row in fresh.items()])
    _update(session, {row: columns(each[0], *new, at) for row, (each, new) in changed.items()})
    ids = {each: row for each, (row, _) in (stored | _stored(session, fresh)).items()}
    spoken = [opinion_columns(ids[each], c) for each, (_, c) in fresh.items()]
    spoken += [opinion_columns(row, c) for row, (_, (_, c)) in changed.items()]
    insert(session, OpinionRow, [row for rows in spoken for row in rows])
    return ids


def _stored(session: Session, keys: Collection[Key]) -> dict[Key, tuple[int, str]]:
    """Row id and content hash of the classifications that are stored already.

    All contexts of a definition are read: SQLite would look up each with each definition.
    """
    found: dict[Key, tuple[int, str]] = {}
    versions = list({version for _, _, version in keys})
    for batch in batches({definition for definition, _, _ in keys}):
        wanted = {"definitions": batch, "versions": versions}
        for definition, context, version, *stored in session.connection().execute(STORED, wanted):
            found[definition, context, version] = (stored[0], stored[1])
    return {each: found[each] for each in keys if each in found}


def _update(session: Session, changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Write the new columns of rows, and take their opinions away."""
    if not changed:
        return
    rows = table(ClassificationRow)
    statement = update(rows).where(rows.c.id == bindparam("row"))
    values = [{**columns, "row": row} for row, columns in changed.items()]
    session.connection().execute(statement, values)
    for batch in batches(changed):
        session.exec(delete(OpinionRow).where(col(OpinionRow.classification_id).in_(batch)))


def _stand(session: Session, wanted: Mapping[tuple[int, int], int]) -> None:
    """Let classifications stand for definitions on servers, by row ids."""
    standing: dict[tuple[int, int], int] = {}
    for batch in batches({server for server, _ in wanted}):
        for server, definition, row in session.connection().execute(STANDING, {"servers": batch}):
            standing[server, definition] = row
    rows = [
        {"server_id": server, "definition_id": definition, "classification_id": row}
        for (server, definition), row in wanted.items()
        if standing.get((server, definition)) != row
    ]
    upsert(session, StandingRow, rows)
