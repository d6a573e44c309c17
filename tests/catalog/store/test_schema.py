"""The migrations lead to the tables, and Alembic and the store agree on the revisions."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import catalog.tables.advised
import catalog.tables.crawled
import catalog.tables.introspected
import catalog.tables.judged
from catalog.store.schema import FOLDER, revisions


def test_the_migrated_schema_is_that_of_the_tables(migrated: Path) -> None:
    assert catalog.tables.advised.PageRow.__tablename__ in SQLModel.metadata.tables
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_store_knows_each_revision_in_alembics_order() -> None:
    script = ScriptDirectory(str(FOLDER))
    assert [each.revision for each in script.walk_revisions()][::-1] == list(revisions())
    assert len(script.get_heads()) == 1
