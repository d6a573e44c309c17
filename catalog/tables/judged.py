"""What was thought of tools: by rules, by models and by people."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from catalog.tables.columns import Json, Text, Utc, Word


class ClassificationRow(SQLModel, table=True):
    """The verdict on one definition, in one context, by one version of the classifier."""

    __tablename__ = "classifications"
    __table_args__ = (UniqueConstraint("definition_id", "context_digest", "version"),)
    id: int = Field(primary_key=True)
    definition_id: int = Field(foreign_key="definitions.id")
    context_digest: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    category: str = Field(sa_type=Word)
    baseline: str = Field(sa_type=Word)
    risk: str = Field(sa_type=Word)
    confidence: float
    abstained: bool
    decided_by: str = Field(sa_type=Word)
    at: datetime = Field(sa_type=Utc)
    content_hash: str = Field(sa_type=Word)
    effects: Any = Field(sa_type=Json)
    traits: Any = Field(sa_type=Json)
    rationale: str = Field(sa_type=Text)
    findings: Any = Field(sa_type=Json)
    warnings: Any = Field(sa_type=Json)
    actions: Any = Field(sa_type=Json)


class OpinionRow(SQLModel, table=True):
    """What the rules, or a model, think; kept beside the verdict."""

    __tablename__ = "opinions"
    classification_id: int = Field(primary_key=True, foreign_key="classifications.id")
    position: int = Field(primary_key=True)
    by: str = Field(sa_type=Word)
    category: str = Field(sa_type=Word)
    risk: str = Field(sa_type=Word)
    confidence: float
    abstained: bool
    rationale: str = Field(sa_type=Text)
    model: str | None = Field(sa_type=Text)
    prompt: str | None = Field(sa_type=Text)


class StandingRow(SQLModel, table=True):
    """Which classification holds for a server's tool: contexts differ between servers."""

    __tablename__ = "standing"
    __table_args__ = {"sqlite_with_rowid": False}
    server_id: int = Field(primary_key=True, foreign_key="servers.id")
    definition_id: int = Field(primary_key=True, foreign_key="definitions.id", index=True)
    classification_id: int = Field(foreign_key="classifications.id", index=True)


class JudgementRow(SQLModel, table=True):
    """What a model said of a definition in a context; without an answer, `reason` says why."""

    __tablename__ = "judgements"
    __table_args__ = (UniqueConstraint("definition_id", "context_digest", "model", "prompt"),)
    id: int = Field(primary_key=True)
    definition_id: int = Field(foreign_key="definitions.id")
    context_digest: str = Field(sa_type=Text)
    model: str = Field(sa_type=Text)
    prompt: str = Field(sa_type=Text)
    answer: str | None = Field(sa_type=Word)
    reason: str = Field(sa_type=Text)
    whole: bool
    trusted: bool
    at: datetime = Field(sa_type=Utc)


class BatchRow(SQLModel, table=True):
    """Questions that a provider was given all at once; `asked` is what about, by custom_id."""

    __tablename__ = "batches"
    endpoint: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    model: str = Field(sa_type=Text)
    prompt: str = Field(sa_type=Text)
    input_file: str = Field(sa_type=Text)
    submitted_at: datetime = Field(sa_type=Utc)
    status: str = Field(sa_type=Text)
    ended_at: datetime | None = Field(sa_type=Utc)
    asked: Any = Field(sa_type=Json)


class OverrideRow(SQLModel, table=True):
    """What a person decided of a server's tool; of several on a definition, the last counts.

    `server_id` is null for those of the first days: they hold wherever it is offered.
    """

    __tablename__ = "overrides"
    id: int = Field(primary_key=True)
    server_id: int | None = Field(foreign_key="servers.id")
    tool_digest: str = Field(sa_type=Text, index=True)
    category: str = Field(sa_type=Word)
    risk: str = Field(sa_type=Word)
    why: str = Field(sa_type=Text)
    who: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Utc)
