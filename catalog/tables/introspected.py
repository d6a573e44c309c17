"""What servers said of their tools, and when."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalog.tables.columns import Json, Text, Utc, Word


class DefinitionRow(SQLModel, table=True):
    """A tool's whole definition, once for all servers that offer it."""

    __tablename__ = "definitions"
    id: int = Field(primary_key=True)
    digest: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    definition: Any = Field(sa_type=Json)


class SnapshotRow(SQLModel, table=True):
    """One finding of an introspection, from `first_at` until `at` unchanged.

    A server's snapshot of the highest id is its current one.
    """

    __tablename__ = "snapshots"
    id: int = Field(primary_key=True)
    server_id: int = Field(foreign_key="servers.id", index=True)
    first_at: datetime = Field(sa_type=Utc)
    at: datetime = Field(sa_type=Utc)
    outcome: str = Field(sa_type=Word)
    reason: str | None = Field(sa_type=Word)
    detail: str | None = Field(sa_type=Text)
    resource_metadata: str | None = Field(sa_type=Text)
    phase: str | None = Field(sa_type=Text)
    launch: str = Field(sa_type=Text)
    sandbox: str = Field(sa_type=Text)
    package: str | None = Field(sa_type=Text)
    seconds: Any = Field(sa_type=Json)
    protocol_version: str | None = Field(sa_type=Text)
    server_info: Any = Field(sa_type=Json)
    capabilities: Any = Field(sa_type=Json)
    instructions: str | None = Field(sa_type=Text)
    prompts: Any = Field(sa_type=Json)
    resources: Any = Field(sa_type=Json)
    resource_templates: Any = Field(sa_type=Json)
    malformed: Any = Field(sa_type=Json)
    warnings: Any = Field(sa_type=Json)
    stderr: str = Field(sa_type=Text)
    content_hash: str = Field(sa_type=Word)


class SnapshotToolRow(SQLModel, table=True):
    """The tools of a snapshot, in the server's order."""

    __tablename__ = "snapshot_tools"
    __table_args__ = {"sqlite_with_rowid": False}
    snapshot_id: int = Field(primary_key=True, foreign_key="snapshots.id")
    position: int = Field(primary_key=True)
    definition_id: int = Field(foreign_key="definitions.id", index=True)
