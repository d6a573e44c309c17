"""Why servers are one and others are not, what people decided of it, and since when a server is.

Of servers that are there it is not known since when: they are older than any to come.
"""

import sqlalchemy as sa
from alembic import op

from catalog.migrations.columns import MOMENT, TEXT, key, moments, texts

revision = "v0005_identity"
down_revision = "v0004_passes"


def upgrade() -> None:
    for name in ("apart", "doubts"):
        op.add_column("servers", sa.Column(name, TEXT, nullable=False, server_default="[]"))
    op.add_column("servers", sa.Column("since", MOMENT))
    op.create_table(
        "identity_decisions",
        key("id"),
        *texts("kind", "one", "other", "who", "why"),
        *moments("at"),
    )
