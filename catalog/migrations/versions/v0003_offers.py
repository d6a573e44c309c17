"""All that a server says of itself is kept, and what it offers beside its tools.

`server_info` takes the place of the name and the version out of it. A listing's packages
have a checksum, null so far: listings are found by the hash of all that they say.
"""

import hashlib
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
    _give_checksums()


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


def _give_checksums() -> None:
    rows = sa.table("listings", *map(sa.column, ("id", "content", "content_hash")))
    connection = op.get_bind()
    for number, content in connection.execute(sa.select(rows.c.id, rows.c.content)).all():
        said = json.loads(content)
        for package in said["packages"]:
            package["sha256"] = None
        text = _as_written(said, content)
        digest = hashlib.sha256(text.encode()).hexdigest()
        written = sa.update(rows).where(rows.c.id == number)
        connection.execute(written.values(content=text, content_hash=digest))


def _as_written(said: object, content: str) -> str:
    """In the form that it had: in ASCII only where a lone surrogate forbade UTF-8."""
    if "\\ud" in content:
        return json.dumps(said)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
