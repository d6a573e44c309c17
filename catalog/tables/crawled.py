"""What the registries say, and the servers merged from it."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalog.tables.columns import Json, Text, Utc, Word


class ListingRow(SQLModel, table=True):
    """One saying of a registry's, whole in `content`; a later one supersedes it.

    `gone_at` is when a full pass no longer met it.
    """

    __tablename__ = "listings"
    id: int = Field(primary_key=True)
    source: str = Field(sa_type=Text, index=True)
    source_id: str = Field(sa_type=Text, index=True)
    name: str = Field(sa_type=Text, index=True)
    version: str = Field(sa_type=Text)
    is_latest: bool
    content: str = Field(sa_type=Word)
    content_hash: str = Field(sa_type=Word, index=True)
    seen_at: datetime = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(sa_type=Utc)
    gone_at: datetime | None = Field(sa_type=Utc)


class RejectedRow(SQLModel, table=True):
    """A registry's row that could not be read."""

    __tablename__ = "rejected"
    id: int = Field(primary_key=True)
    source: str = Field(sa_type=Text)
    source_id: str = Field(sa_type=Text, index=True)
    reason: str = Field(sa_type=Text)
    excerpt: str = Field(sa_type=Text)
    seen_at: datetime = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(sa_type=Utc)


class CrawlStateRow(SQLModel, table=True):
    """How far one registry has been read, and when last."""

    __tablename__ = "crawl_states"
    source: str = Field(sa_type=Text, primary_key=True)
    content: str = Field(sa_type=Word)
    seen_at: datetime = Field(sa_type=Utc)


class SightingRow(SQLModel, table=True):
    """The ids that one page of a full pass under way named; dropped when the pass is over."""

    __tablename__ = "sightings"
    id: int = Field(primary_key=True)
    source: str = Field(sa_type=Text, index=True)
    started_at: datetime = Field(sa_type=Utc)
    ids: Any = Field(sa_type=Json)


class ValidatorRow(SQLModel, table=True):
    """What to ask by for an answer that may not have changed, and the listings that it gave."""

    __tablename__ = "validators"
    source: str = Field(sa_type=Text, primary_key=True)
    url: str = Field(sa_type=Text, primary_key=True)
    etag: str | None = Field(sa_type=Text)
    modified: str | None = Field(sa_type=Text)
    digest: str | None = Field(sa_type=Word)
    ids: Any = Field(sa_type=Json)


class ServerRow(SQLModel, table=True):
    """One server; `key` is its canonical id. One that is merged into another is superseded,
    and so is one without listings. `since` is null for those of the first days."""

    __tablename__ = "servers"
    id: int = Field(primary_key=True)
    key: str = Field(sa_type=Text, unique=True)
    slug: str = Field(sa_type=Text, unique=True)
    title: str = Field(sa_type=Text)
    description: str | None = Field(sa_type=Text)
    evidence: Any = Field(sa_type=Json)
    apart: Any = Field(sa_type=Json)
    doubts: Any = Field(sa_type=Json)
    content_hash: str = Field(sa_type=Word)
    since: datetime | None = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(sa_type=Utc)


class ServerListingRow(SQLModel, table=True):
    """The listings of a server, in its order."""

    __tablename__ = "server_listings"
    __table_args__ = {"sqlite_with_rowid": False}
    server_id: int = Field(primary_key=True, foreign_key="servers.id")
    position: int = Field(primary_key=True)
    listing_id: int = Field(foreign_key="listings.id", index=True)


class ServerAliasRow(SQLModel, table=True):
    """A slug or a canonical id of former days, and the server that it now means."""

    __tablename__ = "server_aliases"
    __table_args__ = {"sqlite_with_rowid": False}
    alias: str = Field(sa_type=Text, primary_key=True)
    server_id: int = Field(foreign_key="servers.id", index=True)


class IdentityDecisionRow(SQLModel, table=True):
    """What a person decided of listings: that they are one server, or are not."""

    __tablename__ = "identity_decisions"
    id: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    one: Any = Field(sa_type=Json)
    other: Any = Field(sa_type=Json)
    who: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Utc)
