"""Definitions are found from both sides, and PostgreSQL looks up texts of any length.

A B-tree of PostgreSQL's refuses a text of more than 2,704 bytes
(https://www.postgresql.org/docs/current/btree.html); a stranger's name may be longer.
A hash index takes any, and so does a uniqueness that rests on one.
"""

from alembic import op

from catalog.migrations.columns import index

revision = "v0002_lookups"
down_revision = "v0001_initial"

LISTED = (("listings", "source_id"), ("listings", "name"), ("rejected", "source_id"))
UNIQUE = (("servers", "servers_key_key", "key"), ("server_aliases", "server_aliases_pkey", "alias"))


def upgrade() -> None:
    for table in ("snapshot_tools", "standing", "tool_rules"):
        index(table, "definition_id")
    index("standing", "classification_id")
    if op.get_bind().dialect.name == "postgresql":
        by_hash()


def by_hash() -> None:
    for table, name in LISTED:
        op.drop_index(f"ix_{table}_{name}", table)
        op.create_index(f"ix_{table}_{name}", table, [name], postgresql_using="hash")
    for table, constraint, name in UNIQUE:
        op.drop_constraint(constraint, table)
        op.create_exclude_constraint(constraint, table, (name, "="), using="hash")
