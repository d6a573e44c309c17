"""Which schema a catalog has, and bringing it to this program's.

Opening reads one row; Alembic, which takes long to import, is loaded only when there is
something to migrate. A revision is named as its file in catalog/migrations/versions.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

import catalog.migrations
from catalog.errors import StoreError

FOLDER = Path(catalog.migrations.__path__[0])

CORE = frozenset(("alembic_version", "listings", "servers", "snapshots", "classifications"))
"""Tables that every catalog has; other programs also use Alembic, or know servers."""


def revisions() -> tuple[str, ...]:
    """Every revision that this program knows, oldest first."""
    return tuple(sorted(each.stem for each in (FOLDER / "versions").glob("v*.py")))


def is_current(connection: Connection, shown: str) -> bool:
    """Whether the schema is this program's; False where it is older, or there is none.

    Raises StoreError for another program's database and for a newer catalog.
    """
    known, found = revisions(), revision(connection, shown)
    if found is not None and found not in known:
        raise StoreError(
            f"catalog {shown}: was made by a newer toolrisk ({found[:40]}); "
            "update toolrisk, or name another file"
        )
    return found == known[-1]


def revision(connection: Connection, shown: str) -> str | None:
    """The catalog's revision; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if not CORE.issubset(tables):
        raise StoreError(f"catalog {shown}: is a database, but no catalog; name another file")
    return str(connection.execute(text("select version_num from alembic_version")).scalar())


def migrate(connection: Connection) -> None:
    """Run every migration that is still missing, within the connection's transaction."""
    from alembic import command  # noqa: PLC0415  (0.3 s, and rarely needed)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
