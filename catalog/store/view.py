"""The view `verdicts`: one row for each tool that a server offers now."""

import sqlalchemy as sa

from catalog.tables.columns import Text

VERDICTS = sa.table(
    "verdicts",
    *(sa.column(name, Text) for name in ("server", "tool", "category", "risk", "rationale")),
    *(sa.column(name, sa.Float) for name in ("confidence",)),
    *(sa.column(name, sa.Boolean) for name in ("abstained",)),
    *(sa.column(name, sa.Integer) for name in ("server_id", "definition_id")),
    *(sa.column(name, sa.Integer) for name in ("classification_id", "position")),
)
"""The columns that the store itself reads; v0001_initial has the rest."""
