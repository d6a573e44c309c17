"""The columns of migrations, said briefly. What a released migration uses never changes."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def key(name: str, of: str | None = None) -> sa.Column[int]:
    foreign = () if of is None else (sa.ForeignKey(of),)
    return sa.Column(name, sa.Integer, *foreign, primary_key=True)


def refers(name: str, to: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to), nullable=False)


def texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=nullable) for name in names]


def moments(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, MOMENT, nullable=nullable) for name in names]


def index(table: str, name: str) -> None:
    op.create_index(f"ix_{table}_{name}", table, [name])
