"""Classifications with the opinions beside them, and which one stands for a server's tool."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

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
from catalog.store.servers import row_id
from catalog.tables.introspected import DefinitionRow
from catalog.tables.judged import ClassificationRow, OpinionRow, StandingRow

Wanted = Mapping[Key, Classification]

ROWS = table(ClassificationRow).c
STORED = sqlalchemy.select(
    ROWS.definition_id, ROWS.context_digest, ROWS.version, ROWS.id, ROWS.content_hash
).where(
    ROWS.definition_id.in_(bindparam("definitions", expanding=True)),
    ROWS.context_digest.in_(bindparam("contexts", expanding=True)),
    ROWS.version.in_(bindparam("versions", expanding=True)),
)
STANDING = select(StandingRow.definition_id, StandingRow.classification_id).where(
    StandingRow.server_id == bindparam("server")
)


def keep(
    catalog: Catalog, server_id: str, classifications: Sequence[Classification], at: datetime
) -> None:
    """Keep what holds now for tools of a server, in one transaction; only changes are written.

    Raises StoreError where the server or a tool's definition is not in the catalog.
    """
    with catalog.writing() as session:
        server = row_id(session, server_id)
        ids = definitions.all_row_ids(session, (each.tool_digest for each in classifications))
        wanted = {key(each, ids): each for each in classifications}
        stored = _write(session, wanted, at)
        _stand(session, server, {each[0]: stored[each] for each in wanted})


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
    fresh = {each: c for each, c in wanted.items() if each not in stored}
    changed = {
        stored[each][0]: (each[0], c)
        for each, c in wanted.items()
        if each in stored and stored[each][1] != content_hash(c)
    }
    insert(session, ClassificationRow, [columns(each[0], c, at) for each, c in fresh.items()])
    _update(session, changed, at)
    ids = {each: row for each, (row, _) in (stored | _stored(session, fresh)).items()}
    spoken = [opinion_columns(ids[each], c) for each, c in fresh.items()]
    spoken += [opinion_columns(row, c) for row, (_, c) in changed.items()]
    insert(session, OpinionRow, [row for rows in spoken for row in rows])
    return ids


def _stored(session: Session, keys: Collection[Key]) -> dict[Key, tuple[int, str]]:
    """Row id and content hash of the classifications that are stored already."""
    found: dict[Key, tuple[int, str]] = {}
    for batch in batches(keys):
        columns = (set(column) for column in zip(*batch, strict=True))
        wanted = dict(zip(("definitions", "contexts", "versions"), columns, strict=True))
        for definition, context, version, *stored in session.connection().execute(STORED, wanted):
            found[definition, context, version] = (stored[0], stored[1])
    return found


def _update(
    session: Session, changed: Mapping[int, tuple[int, Classification]], at: datetime
) -> None:
    if not changed:
        return
    rows = table(ClassificationRow)
    statement = update(rows).where(rows.c.id == bindparam("row"))
    values = [columns(definition, c, at) | {"row": row} for row, (definition, c) in changed.items()]
    session.connection().execute(statement, values)
    for batch in batches(changed):
        session.exec(delete(OpinionRow).where(col(OpinionRow.classification_id).in_(batch)))


def _stand(session: Session, server: int, wanted: Mapping[int, int]) -> None:
    """Let the classifications stand for the server's tools, by row ids."""
    standing = dict(session.exec(STANDING, params={"server": server}).all())
    rows = [
        {"server_id": server, "definition_id": definition, "classification_id": classification}
        for definition, classification in wanted.items()
        if standing.get(definition) != classification
    ]
    upsert(session, StandingRow, rows)
