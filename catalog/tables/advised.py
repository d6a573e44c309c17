"""What is recommended and told: policies and the content of pages."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from catalog.tables.columns import Text, Utc, Word


class PolicyRow(SQLModel, table=True):
    """The policy of one server; `document` is its PolicyLayer v1 text."""

    __tablename__ = "policies"
    server_id: int = Field(primary_key=True, foreign_key="servers.id")
    name: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
    content_hash: str = Field(sa_type=Word)
    at: datetime = Field(sa_type=Utc)


class ToolRuleRow(SQLModel, table=True):
    """The rule for one tool, whole in `content`; `document` is the policy of it alone.

    Definitions of one name share one rule, and so its position.
    """

    __tablename__ = "tool_rules"
    server_id: int = Field(primary_key=True, foreign_key="servers.id")
    definition_id: int = Field(primary_key=True, foreign_key="definitions.id", index=True)
    position: int
    action: str = Field(sa_type=Word)
    reason: str = Field(sa_type=Text)
    content: str = Field(sa_type=Word)
    document: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(sa_type=Utc)


class PageRow(SQLModel, table=True):
    """What a page says, as JSON; a page whose subject is gone is superseded.

    `card` is what lists say of it; None where an older version wrote the page.
    """

    __tablename__ = "pages"
    id: int = Field(primary_key=True)
    address: str = Field(sa_type=Text, unique=True)
    server_id: int = Field(foreign_key="servers.id", index=True)
    kind: str = Field(sa_type=Word)
    content_hash: str = Field(sa_type=Word)
    at: datetime = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(sa_type=Utc)
    content: str = Field(sa_type=Word)
    card: str | None = Field(sa_type=Word)
