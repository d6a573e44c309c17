"""What full passes over a registry meet, and what they no longer do; what to ask by again;
why servers are one and others are not, what people decided of it, and since when a server is.

A listing has tools that its registry claims, a page there and an attribution, none so far:
listings are found by the hash of all that they say. Of servers that are there it is not
known since when: they are older than any to come.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from catalog.migrations.columns import MOMENT, TEXT, index, key, moments, texts

revision = "v0004_crawls"
down_revision = "v0003_offers"

ADDED: dict[str, object] = {"tools": [], "page": None, "attribution": None}


def upgrade() -> None:
    _passes()
    _say_more()
    _identity()


def _passes() -> None:
    op.add_column("listings", sa.Column("gone_at", MOMENT))
    op.create_table(
        "sightings", key("id"), *texts("source"), *moments("started_at"),
        sa.Column("ids", sa.Text, nullable=False),
    )  # fmt: skip
    index("sightings", "source")
    op.create_table(
        "validators",
        *(sa.Column(name, TEXT, primary_key=True) for name in ("source", "url")),
        *texts("etag", "modified", nullable=True),
        sa.Column("digest", sa.Text),
        sa.Column("ids", sa.Text, nullable=False),
    )


def _identity() -> None:
    for name in ("apart", "doubts"):
        op.add_column("servers", sa.Column(name, TEXT, nullable=False, server_default="[]"))
    op.add_column("servers", sa.Column("since", MOMENT))
    op.create_table(
        "identity_decisions",
        key("id"),
        *texts("kind", "one", "other", "who", "why"),
        *moments("at"),
    )


def _say_more() -> None:
    rows = sa.table("listings", *map(sa.column, ("id", "content", "content_hash")))
    connection = op.get_bind()
    for number, content in connection.execute(sa.select(rows.c.id, rows.c.content)).all():
        text = _as_written(json.loads(content) | ADDED, content)
        digest = hashlib.sha256(text.encode()).hexdigest()
        written = sa.update(rows).where(rows.c.id == number)
        connection.execute(written.values(content=text, content_hash=digest))


def _as_written(said: object, content: str) -> str:
    """In the form that it had: in ASCII only where a lone surrogate forbade UTF-8."""
    if "\\ud" in content:
        return json.dumps(said)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
