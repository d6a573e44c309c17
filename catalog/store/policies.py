"""Policies: the rule for each tool of a server, and their documents in PolicyLayer's format."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, bindparam, func, update
from sqlmodel import Session, col, select

from catalog.model.policy import Policy, ToolRule
from catalog.store import definitions
from catalog.store.catalog import Catalog
from catalog.store.content import dump, hash_of, load
from catalog.store.rows import batches, upsert
from catalog.store.servers import row_id, row_ids
from catalog.tables.advised import PolicyRow, ToolRuleRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow

RULE = TypeAdapter(ToolRule)

SERVERS: BindParameter[list[int]] = bindparam("servers", expanding=True)
HASHES = select(PolicyRow.server_id, PolicyRow.content_hash).where(
    col(PolicyRow.server_id).in_(SERVERS)
)
LATEST = (
    select(SnapshotRow.server_id, func.max(SnapshotRow.id))
    .where(col(SnapshotRow.server_id).in_(SERVERS))
    .group_by(col(SnapshotRow.server_id))
)
OFFERED = (
    select(SnapshotToolRow.snapshot_id, DefinitionRow.name, DefinitionRow.id)
    .join(DefinitionRow)
    .where(col(SnapshotToolRow.snapshot_id).in_(bindparam("snapshots", expanding=True)))
)


class Advice(NamedTuple):
    """The policy of a server; `document` is the whole's text, `documents` those by tool name."""

    policy: Policy
    document: str
    documents: Mapping[str, str]


class _Changed(NamedTuple):
    """Advice to write: what for, the server's latest snapshot (0 for none), and the hash."""

    advice: Advice
    snapshot: int
    content_hash: str


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
    keep_all(catalog, {server_id: Advice(policy, document, tool_documents)}, at)


def keep_all(catalog: Catalog, by_server: Mapping[str, Advice], at: datetime) -> None:
    """Keep the policies of several servers, as `keep` does, in one transaction."""
    with catalog.writing() as session:
        servers = row_ids(session, by_server)
        given = {servers[name]: advice for name, advice in by_server.items()}
        for batch in batches(given):
            _keep(session, {server: given[server] for server in batch}, at)


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


def _keep(session: Session, given: Mapping[int, Advice], at: datetime) -> None:
    """Write what differs from the policies before, by the server's row."""
    here = {"servers": list(given)}
    hashes = dict(session.exec(HASHES, params=here).all())
    latest = dict(session.exec(LATEST, params=here).all())
    changed = {
        server: _Changed(advice, latest.get(server, 0), content_hash)
        for server, advice in given.items()
        if hashes.get(server) != (content_hash := _hash(advice, latest.get(server)))
    }
    rows = [
        {"server_id": server, "name": each.advice.policy.server, "at": at,
         "document": each.advice.document, "content_hash": each.content_hash}
        for server, each in changed.items()
    ]  # fmt: skip
    upsert(session, PolicyRow, rows)
    if changed:
        gone = update(ToolRuleRow).where(col(ToolRuleRow.server_id).in_(list(changed)))
        gone = gone.where(col(ToolRuleRow.superseded_at).is_(None))
        session.exec(gone.values(superseded_at=at))
        _write_rules(session, changed, at)


def _hash(advice: Advice, snapshot: int | None) -> str:
    """Of all that is said. The snapshot is in it: a new one may add a second definition of a
    name, and leave the policy as it is.
    """
    rules = advice.policy.rules
    texts = (dump(advice.policy), advice.document, *(advice.documents[rule.tool] for rule in rules))
    return hash_of(str(snapshot), *texts)


def _write_rules(session: Session, changed: Mapping[int, _Changed], at: datetime) -> None:
    digests = {rule.digest for each in changed.values() for rule in each.advice.policy.rules}
    made_for = definitions.all_row_ids(session, digests)
    offered = _offered(session, [each.snapshot for each in changed.values()])
    rows = []
    for server, each in changed.items():
        for position, rule in enumerate(each.advice.policy.rules):
            row = _row(server, position, rule, each.advice.documents[rule.tool], at)
            named = offered.get((each.snapshot, rule.tool), ())
            of_that_name = {made_for[rule.digest], *named}
            rows += [{**row, "definition_id": definition} for definition in sorted(of_that_name)]
    upsert(session, ToolRuleRow, rows)


def _row(server: int, position: int, rule: ToolRule, text: str, at: datetime) -> dict[str, Any]:
    return {
        "server_id": server,
        "position": position,
        "action": rule.action,
        "reason": rule.reason,
        "content": dump(rule),
        "document": text,
        "at": at,
        "superseded_at": None,
    }


def _offered(session: Session, snapshots: Sequence[int]) -> dict[tuple[int, str], list[int]]:
    """The definitions in snapshots, by snapshot and name: one name may have several."""
    offered: dict[tuple[int, str], list[int]] = {}
    for snapshot, name, definition in session.exec(OFFERED, params={"snapshots": snapshots}):
        offered.setdefault((snapshot, name), []).append(definition)
    return offered
