"""Policies: the rule for each tool of a server, and their documents in PolicyLayer's format."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, bindparam, func, update
from sqlmodel import Session, col, select

from catalog.model.policy import Policy, ToolRule
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.content import dump, hash_of, load
from catalog.store.rows import upsert
from catalog.store.servers import row_id
from catalog.tables.advised import PolicyRow, ToolRuleRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow

RULE = TypeAdapter(ToolRule)

OF_SERVER: BindParameter[int] = bindparam("server")
HASH = select(PolicyRow.content_hash).where(PolicyRow.server_id == OF_SERVER)
LATEST = select(func.max(SnapshotRow.id)).where(SnapshotRow.server_id == OF_SERVER)
OFFERED = (
    select(DefinitionRow.name, DefinitionRow.id)
    .join(SnapshotToolRow)
    .where(col(SnapshotToolRow.snapshot_id) == LATEST.scalar_subquery())
)


def keep(
    catalog: Catalog,
    server_id: str,
    policy: Policy,
    document: str,
    tool_documents: Mapping[str, str],
    at: datetime,
) -> None:
    """Keep the policy of a server in the place of the one before, where they differ.

    `document` is the whole policy's text, `tool_documents` those of single tools by name.
    Raises StoreError where the server or a rule's definition is not in the catalog.
    """
    texts = [dump(policy), document, *(tool_documents[rule.tool] for rule in policy.rules)]
    with catalog.writing() as session:
        server = row_id(session, server_id)
        here = {"server": server}
        # a snapshot may add a second definition of a name, and leave the policy as it is
        content_hash = hash_of(str(session.exec(LATEST, params=here).one()), *texts)
        if session.exec(HASH, params=here).first() == content_hash:
            return
        row = {"server_id": server, "name": policy.server, "document": document}
        upsert(session, PolicyRow, [row | {"content_hash": content_hash, "at": at}])
        gone = update(ToolRuleRow).where(col(ToolRuleRow.server_id) == server)
        gone = gone.where(col(ToolRuleRow.superseded_at).is_(None))
        session.exec(gone.values(superseded_at=at))
        _write_rules(session, server, policy, tool_documents, at)


def find(catalog: Catalog, server_id: str) -> Policy | None:
    """The policy of a server; None where there is none yet."""
    with catalog.reading() as session:
        server = row_id(session, server_id)
        query = select(PolicyRow.name).where(PolicyRow.server_id == server)
        name = session.exec(query).one_or_none()
        if name is None:
            return None
        rules = select(ToolRuleRow.position, ToolRuleRow.content).where(
            ToolRuleRow.server_id == server, col(ToolRuleRow.superseded_at).is_(None)
        )
        contents = dict(session.exec(rules.order_by(col(ToolRuleRow.position))).all())
        return Policy(server=name, rules=tuple(load(RULE, each) for each in contents.values()))


def document(catalog: Catalog, server_id: str) -> str | None:
    """The policy of a server as PolicyLayer v1 text; None where there is none yet."""
    with catalog.reading() as session:
        server = row_id(session, server_id)
        query = select(PolicyRow.document).where(PolicyRow.server_id == server)
        return session.exec(query).one_or_none()


def _write_rules(
    session: Session, server: int, policy: Policy, documents: Mapping[str, str], at: datetime
) -> None:
    made_for = definitions.all_row_ids(session, (each.digest for each in policy.rules))
    offered = _offered(session, server)
    rows = []
    for position, rule in enumerate(policy.rules):
        row = {
            "server_id": server,
            "position": position,
            "action": rule.action,
            "reason": rule.reason,
            "content": dump(rule),
            "document": documents[rule.tool],
            "at": at,
            "superseded_at": None,
        }
        of_that_name = {made_for[rule.digest], *offered.get(rule.tool, ())}
        rows += [{**row, "definition_id": each} for each in sorted(of_that_name)]
    upsert(session, ToolRuleRow, rows)


def _offered(session: Session, server: int) -> dict[str, list[int]]:
    """The definitions that the server offers now, by name: one name may have several."""
    offered: dict[str, list[int]] = {}
    for name, definition in session.exec(OFFERED, params={"server": server}):
        offered.setdefault(name, []).append(definition)
    return offered
