"""What lists say of a page, beside what the page itself says."""

from alembic import op

revision = "v0006_cards"
down_revision = "v0005_judgements"


def upgrade() -> None:
    # in SQL that both databases take: Alembic would write SQLite's table anew
    op.execute("alter table pages add column card text")
