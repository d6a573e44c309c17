"""Tools as a server offered them in its findings, with the verdicts that stand for them."""

from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from catalog.model.history import Judged, Offer
from catalog.store.definitions import as_tool
from catalog.tables.introspected import DefinitionRow, SnapshotToolRow
from catalog.tables.judged import ClassificationRow, StandingRow

NAMES = tuple(name for name in Judged.model_fields if name != "digest")
IN_SHORT = tuple(col(getattr(ClassificationRow, name)) for name in NAMES)
"""The columns of a classification that tell a verdict in short, in the order of `Judged`."""


def offered(session: Session, server: int, *which: ColumnElement[bool]) -> dict[int, list[Offer]]:
    """By finding, the tools of a server's row that the conditions name, in their order."""
    stands = and_(
        col(StandingRow.server_id) == server,
        col(StandingRow.definition_id) == DefinitionRow.id,
    )
    query = (
        select(SnapshotToolRow.snapshot_id, DefinitionRow.definition)
        .add_columns(*IN_SHORT)
        .join_from(SnapshotToolRow, DefinitionRow)
        .outerjoin(StandingRow, stands)
        .outerjoin(ClassificationRow, col(ClassificationRow.id) == StandingRow.classification_id)
        .where(*which)
        .order_by(col(SnapshotToolRow.snapshot_id), col(SnapshotToolRow.position))
    )
    found: dict[int, list[Offer]] = {}
    for finding, definition, *verdict in session.connection().execute(query):
        tool = as_tool(definition)
        judged = in_short(tool.digest, verdict) if verdict[0] else None
        found.setdefault(finding, []).append(Offer(tool=tool, judged=judged))
    return found


def in_short(digest: str, verdict: list[Any]) -> Judged:
    """The verdict on the definition of a digest, of the columns IN_SHORT."""
    return Judged.model_validate({"digest": digest, **dict(zip(NAMES, verdict, strict=True))})
