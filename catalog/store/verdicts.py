"""All that holds for the tools of a server: definition, classification and rule together."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, true
from sqlmodel import Session, col, select

from catalog.model.verdict import Verdict
from catalog.store.catalog import Catalog
from catalog.store.classification_rows import value
from catalog.store.classifications import opinions
from catalog.store.content import load
from catalog.store.definitions import as_tool
from catalog.store.policies import RULE
from catalog.store.servers import row_id
from catalog.store.view import VERDICTS
from catalog.tables.advised import ToolRuleRow
from catalog.tables.introspected import DefinitionRow
from catalog.tables.judged import ClassificationRow

Found = tuple[DefinitionRow, ClassificationRow | None, str | None]
"""A definition, its classification, and the content of its rule."""


def of_server(catalog: Catalog, server_id: str) -> tuple[Verdict, ...]:
    """Every tool that the server offers now, in its order. Raises StoreError if unknown."""
    return _verdicts(catalog, server_id, true())


def of_tool(catalog: Catalog, server_id: str, name: str) -> tuple[Verdict, ...]:
    """The server's tool of that name; several where it gives the name twice, none if never."""
    return _verdicts(catalog, server_id, VERDICTS.c.tool == name)


def _verdicts(catalog: Catalog, server_id: str, which: ColumnElement[bool]) -> tuple[Verdict, ...]:
    view = VERDICTS.c
    rule = and_(
        col(ToolRuleRow.server_id) == view.server_id,
        col(ToolRuleRow.definition_id) == view.definition_id,
        col(ToolRuleRow.superseded_at).is_(None),
    )
    query = (
        select(DefinitionRow, ClassificationRow, ToolRuleRow.content)
        .select_from(VERDICTS)
        .join(DefinitionRow, col(DefinitionRow.id) == view.definition_id)
        .outerjoin(ClassificationRow, col(ClassificationRow.id) == view.classification_id)
        .outerjoin(ToolRuleRow, rule)
    )
    with catalog.reading() as session:
        query = query.where(view.server_id == row_id(session, server_id), which)
        return _values(session, session.exec(query.order_by(view.position)).all())


def _values(session: Session, found: Sequence[Found]) -> tuple[Verdict, ...]:
    beside = opinions(session, [row.id for _, row, _ in found if row])
    return tuple(
        Verdict(
            tool=as_tool(definition.definition),
            classification=value(row, definition.digest, beside[row.id]) if row else None,
            at=row.at if row else None,
            rule=load(RULE, rule) if rule else None,
        )
        for definition, row, rule in found
    )
