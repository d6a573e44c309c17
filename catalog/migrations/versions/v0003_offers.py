"""All that a server says of itself is kept, and what it offers beside its tools.

`server_info` takes the place of the name and the version out of it.
"""

import json

import sqlalchemy as sa
from alembic import op

from catalog.migrations.columns import TEXT

revision = "v0003_offers"
down_revision = "v0002_lookups"

LISTS = ("prompts", "resources", "resource_templates")
TAKEN = {"name": "server_name", "version": "server_version"}


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("resource_metadata", TEXT))
    for name, empty in (("server_info", "{}"), *((each, "[]") for each in LISTS)):
        column = sa.Column(name, TEXT, nullable=False, server_default=empty)
        op.add_column("snapshots", column)
    _take_over()
    for name in TAKEN.values():
        op.drop_column("snapshots", name)


def _take_over() -> None:
    """The name and the version that are there, into `server_info`."""
    rows = sa.table("snapshots", *map(sa.column, ("id", "server_info", *TAKEN.values())))
    columns = {key: rows.c[name] for key, name in TAKEN.items()}
    named = sa.or_(*(column.is_not(None) for column in columns.values()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows).where(named)).mappings().all():
        said = {key: _text(row[name]) for key, name in TAKEN.items() if row[name] is not None}
        written = sa.update(rows).where(rows.c.id == row["id"])
        connection.execute(written.values(server_info=json.dumps(said, separators=(",", ":"))))


def _text(kept: str) -> str:
    """A text that starts with a quotation mark is kept as a JSON string."""
    return str(json.loads(kept)) if kept.startswith('"') else kept
