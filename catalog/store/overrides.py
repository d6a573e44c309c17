"""What people decided of servers' tools, each decision kept.

A decision follows its server: where that is merged into another it is one on the other's tool,
and where they are parted again it goes back with it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.model.classification import Override
from catalog.store.catalog import Catalog
from catalog.store.rows import batches, insert, table
from catalog.store.servers import row_id
from catalog.store.snapshots import is_latest
from catalog.tables.crawled import ServerAliasRow, ServerRow
from catalog.tables.introspected import DefinitionRow, SnapshotRow, SnapshotToolRow
from catalog.tables.judged import OverrideRow

ROWS = table(OverrideRow)
OWN, NOW = table(ServerRow).alias("own"), table(ServerRow).alias("now")
ALIASES = table(ServerAliasRow)
DECIDED = (
    sa.select(*(each for each in ROWS.c if each.key != "server_id"))
    .add_columns(sa.func.coalesce(NOW.c.key, OWN.c.key).label("server"))
    .select_from(
        ROWS.outerjoin(OWN, OWN.c.id == ROWS.c.server_id)
        .outerjoin(ALIASES, ALIASES.c.alias == OWN.c.slug)  # a slug that leads to another server
        .outerjoin(NOW, NOW.c.id == ALIASES.c.server_id)
    )
    .order_by(ROWS.c.id)
)
"""Every decision with the server that its own one is now; nobody bears its alias while it is."""


class Standing(NamedTuple):
    """What was last decided, by server (None: any) and tool digest."""

    decisions: Mapping[tuple[str | None, str], Override]

    def of(self, server_id: str, tool_digest: str) -> Override | None:
        """The decision on a server's tool; None where nobody has made one."""
        own = self.decisions.get((server_id, tool_digest))
        return own or self.decisions.get((None, tool_digest))


class Told(NamedTuple):
    """A decision, the tool's name, and whether its server offers the tool so now."""

    override: Override
    tool: str
    offered: bool


class Offered(NamedTuple):
    """A tool's definition as a server offers it now; `seen` unless it was read from source."""

    server: str
    tool: str
    digest: str
    seen: bool


class Outdated(NamedTuple):
    """A tool of a server that is no more as it was when a person decided of it.

    `override` is the last decision on a tool of that name, `digest` what is offered now.
    """

    server: str
    tool: str
    digest: str
    override: Override


def keep(catalog: Catalog, override: Override) -> None:
    """Add one decision. Raises StoreError where its server is not in the catalog."""
    keep_all(catalog, (override,))


def keep_all(catalog: Catalog, overrides: Sequence[Override]) -> None:
    """Add several decisions, in one transaction."""
    with catalog.writing() as session:
        insert(session, OverrideRow, [_row(session, each) for each in overrides])


def every(catalog: Catalog) -> tuple[Override, ...]:
    """All of them, the oldest first."""
    with catalog.reading() as session:
        found = session.connection().execute(DECIDED).mappings()
        return tuple(_value(dict(each)) for each in found)


def standing(catalog: Catalog) -> Standing:
    """What counts of them: of several on one definition of one server, the last."""
    return Standing({(each.server, each.tool_digest): each for each in every(catalog)})


def told(catalog: Catalog) -> tuple[Told, ...]:
    """All that count, with what they are about, oldest first."""
    with catalog.reading() as session:
        counting, names = standing(catalog).decisions, _names(session)
        offered = _offered(session, {each for each, _ in counting if each is not None})
    there = {(each.server, each.digest) for each in offered}
    return tuple(
        Told(each, names.get(digest, digest), server is None or (server, digest) in there)
        for (server, digest), each in sorted(counting.items(), key=lambda item: item[1].at)
    )


def of_tool(catalog: Catalog, server_id: str, name: str) -> tuple[Override, ...]:
    """All on any definition that a server's tool of that name had, oldest first."""
    with catalog.reading() as session:
        names = _names(session)
        return tuple(
            each
            for each in every(catalog)
            if each.server == server_id and names.get(each.tool_digest) == name
        )


def outdated(catalog: Catalog) -> tuple[Outdated, ...]:
    """Decisions to be asked for again: the definition is another, and nobody has decided of it.

    By server and tool. Only what servers were seen to offer counts.
    """
    with catalog.reading() as session:
        decisions, names = standing(catalog), _names(session)
        last = {
            (each.server, names[each.tool_digest]): each
            for each in every(catalog)
            if each.server is not None and each.tool_digest in names
        }
        offered = _offered(session, {server for server, _ in last})
    return tuple(
        Outdated(server, tool, digest, last[server, tool])
        for server, tool, digest, seen in sorted(offered)
        if seen and (server, tool) in last and not decisions.of(server, digest)
    )


def _row(session: Session, override: Override) -> dict[str, Any]:
    server = None if override.server is None else row_id(session, override.server)
    return {"server_id": server, **override.model_dump(exclude={"server"})}


def _value(row: Mapping[str, Any]) -> Override:
    return Override.model_validate({name: row[name] for name in Override.model_fields})


def _names(session: Session) -> Mapping[str, str]:
    """The tools' names in the definitions that were decided of; pruning leaves those."""
    digest, name = col(DefinitionRow.digest), col(DefinitionRow.name)
    decided = sa.select(digest, name).where(digest.in_(sa.select(ROWS.c.tool_digest)))
    return {each.digest: each.name for each in session.connection().execute(decided)}


def _offered(session: Session, servers: Collection[str]) -> set[Offered]:
    """All that these servers offer now, where they hold."""
    seen = col(SnapshotRow.outcome) == "introspected"
    query = (
        sa.select(col(ServerRow.key), col(DefinitionRow.name), col(DefinitionRow.digest), seen)
        .join_from(ServerRow, SnapshotRow, is_latest(col(ServerRow.id)))
        .join(SnapshotToolRow, col(SnapshotToolRow.snapshot_id) == col(SnapshotRow.id))
        .join(DefinitionRow, col(DefinitionRow.id) == col(SnapshotToolRow.definition_id))
        .where(col(ServerRow.superseded_at).is_(None))
    )
    found: set[Offered] = set()
    for batch in batches(servers):
        rows = session.connection().execute(query.where(col(ServerRow.key).in_(batch)))
        found |= {Offered(*each) for each in rows}
    return found
