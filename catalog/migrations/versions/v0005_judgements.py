"""What models said of tools, the batches in which they were asked, and of which server's tool
a person has decided: of decisions that are there, nobody knows any more.
"""

import sqlalchemy as sa
from alembic import op

from catalog.migrations.columns import TEXT, key, moments, refers, texts

revision = "v0005_judgements"
down_revision = "v0004_crawls"


def upgrade() -> None:
    op.create_table(
        "judgements",
        key("id"),
        refers("definition_id", "definitions.id"),
        *texts("context_digest", "model", "prompt", "reason"),
        *texts("answer", nullable=True),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("whole", "trusted")),
        *moments("at"),
        sa.UniqueConstraint("definition_id", "context_digest", "model", "prompt"),
    )
    op.create_table(
        "batches",
        *(sa.Column(name, TEXT, primary_key=True) for name in ("endpoint", "id")),
        *texts("model", "prompt", "input_file", "status", "asked"),
        *moments("submitted_at"),
        *moments("ended_at", nullable=True),
    )
    # in SQL that both databases take: Alembic would write SQLite's table anew for a reference
    op.execute("alter table overrides add column server_id integer references servers (id)")
