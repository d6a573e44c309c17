"""The first schema: listings, servers, introspections, verdicts, policies and pages."""

import sqlalchemy as sa
from alembic import op

from catalog.migrations.columns import TEXT, index, key, moments, refers, texts

revision = "v0001_initial"
down_revision = None


def upgrade() -> None:
    crawled()
    introspected()
    judged()
    advised()
    op.execute(VERDICTS)


def crawled() -> None:
    op.create_table(
        "listings",
        key("id"),
        *texts("source", "source_id", "name", "version", "content", "content_hash"),
        sa.Column("is_latest", sa.Boolean, nullable=False),
        *moments("seen_at"),
        *moments("superseded_at", nullable=True),
    )
    for name in ("source", "source_id", "name", "content_hash"):
        index("listings", name)
    op.create_table(
        "rejected",
        key("id"),
        *texts("source", "source_id", "reason", "excerpt"),
        *moments("seen_at"),
        *moments("superseded_at", nullable=True),
    )
    index("rejected", "source_id")
    op.create_table(
        "crawl_states",
        sa.Column("source", TEXT, primary_key=True),
        *texts("content"),
        *moments("seen_at"),
    )
    op.create_table(
        "servers",
        key("id"),
        *texts("key", "slug", "title", "evidence", "content_hash"),
        *texts("description", nullable=True),
        *moments("superseded_at", nullable=True),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "server_listings",
        key("server_id", "servers.id"),
        key("position"),
        refers("listing_id", "listings.id"),
        sqlite_with_rowid=False,
    )
    index("server_listings", "listing_id")
    op.create_table(
        "server_aliases",
        sa.Column("alias", TEXT, primary_key=True),
        refers("server_id", "servers.id"),
        sqlite_with_rowid=False,
    )
    index("server_aliases", "server_id")


def introspected() -> None:
    op.create_table(
        "definitions",
        key("id"),
        *texts("digest", "name", "definition"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "snapshots",
        key("id"),
        refers("server_id", "servers.id"),
        *moments("first_at", "at"),
        *texts("outcome", "launch", "sandbox", "seconds", "capabilities", "malformed"),
        *texts("warnings", "stderr", "content_hash"),
        *texts("reason", "detail", "phase", "package", "protocol_version", nullable=True),
        *texts("server_name", "server_version", "instructions", nullable=True),
    )
    index("snapshots", "server_id")
    op.create_table(
        "snapshot_tools",
        key("snapshot_id", "snapshots.id"),
        key("position"),
        refers("definition_id", "definitions.id"),
        sqlite_with_rowid=False,
    )


def judged() -> None:
    op.create_table(
        "classifications",
        key("id"),
        refers("definition_id", "definitions.id"),
        *texts("context_digest", "version", "category", "baseline", "risk", "decided_by"),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        *moments("at"),
        *texts("content_hash", "effects", "traits", "rationale"),
        *texts("findings", "warnings", "actions"),
        sa.UniqueConstraint("definition_id", "context_digest", "version"),
    )
    op.create_table(
        "opinions",
        key("classification_id", "classifications.id"),
        key("position"),
        *texts("by", "category", "risk", "rationale"),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        *texts("model", "prompt", nullable=True),
    )
    op.create_table(
        "standing",
        key("server_id", "servers.id"),
        key("definition_id", "definitions.id"),
        refers("classification_id", "classifications.id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "overrides",
        key("id"),
        *texts("tool_digest", "category", "risk", "why", "who"),
        *moments("at"),
    )
    index("overrides", "tool_digest")


def advised() -> None:
    op.create_table(
        "policies",
        key("server_id", "servers.id"),
        *texts("name", "document", "content_hash"),
        *moments("at"),
    )
    op.create_table(
        "tool_rules",
        key("server_id", "servers.id"),
        key("definition_id", "definitions.id"),
        sa.Column("position", sa.Integer, nullable=False),
        *texts("action", "reason", "content", "document"),
        *moments("at"),
        *moments("superseded_at", nullable=True),
    )
    op.create_table(
        "pages",
        key("id"),
        refers("server_id", "servers.id"),
        *texts("address", "kind", "content_hash"),
        *moments("at"),
        *moments("superseded_at", nullable=True),
        *texts("content"),
        sa.UniqueConstraint("address"),
    )
    index("pages", "server_id")


VERDICTS = """
create view verdicts as
select servers.slug as server, definitions.name as tool,
    category, baseline, risk, confidence, abstained, decided_by, rationale, effects, traits,
    classifications.findings as evidence, classifications.warnings as warnings,
    tool_rules.action, tool_rules.reason, tool_rules.document as policy,
    definitions.digest, context_digest, version, classifications.at as at,
    servers.id as server_id, definitions.id as definition_id, classification_id,
    snapshot_tools.position as position
from servers
join snapshots on snapshots.id =
    (select max(latest.id) from snapshots as latest where latest.server_id = servers.id)
join snapshot_tools on snapshot_tools.snapshot_id = snapshots.id
join definitions on definitions.id = snapshot_tools.definition_id
left join standing on standing.server_id = servers.id
    and standing.definition_id = definitions.id
left join classifications on classifications.id = standing.classification_id
left join tool_rules on tool_rules.server_id = servers.id
    and tool_rules.definition_id = definitions.id and tool_rules.superseded_at is null
where servers.superseded_at is null
"""
