"""What one registry says of one server."""

import hashlib
from datetime import datetime
from typing import Literal

from catalog.model.value import Value


class Input(Value):
    """A value that a launch wants: an environment variable, a header or a `{variable}`.

    Names and meanings after server.json 2025-12-11: `value` is fixed, `default` is
    used when nothing is given, `placeholder` only shows a form.
    """

    name: str
    description: str | None = None
    required: bool = False
    secret: bool = False
    format: str = "string"
    value: str | None = None
    default: str | None = None
    placeholder: str | None = None
    choices: tuple[str, ...] = ()
    variables: tuple["Input", ...] = ()


class Argument(Input):
    """A command-line argument; a positional one has no flag of its own."""

    kind: Literal["positional", "named"] = "positional"
    repeated: bool = False


class Package(Value):
    """One way to install the server; `registry` is open: npm, pypi, oci, mcpb, nuget, …

    `sha256` is of the file that an mcpb package's identifier leads to.
    """

    registry: str
    identifier: str
    version: str | None = None
    transport: str = "stdio"
    runtime_hint: str | None = None
    runtime_arguments: tuple[Argument, ...] = ()
    arguments: tuple[Argument, ...] = ()
    environment: tuple[Input, ...] = ()
    sha256: str | None = None


class Remote(Value):
    """An address where the server already runs; the URL may hold `{variables}`."""

    transport: str
    url: str
    headers: tuple[Input, ...] = ()
    variables: tuple[Input, ...] = ()


class Repository(Value):
    """Where the publisher says that the source is; a claim, not a proof."""

    url: str
    source: str | None = None
    id: str | None = None
    subfolder: str | None = None


class ClaimedTool(Value):
    """A tool that a registry says the server has. A claim: nobody has asked the server.

    `input_schema` is JSON as text.
    """

    name: str
    description: str | None = None
    input_schema: str | None = None


class Listing(Value):
    """One version of one server in one registry. Immutable; times of fetching stand elsewhere.

    `page` is the server's page in the registry, and `attribution` the words that the registry
    wants to stand beside what it says.
    """

    source: str
    source_id: str
    name: str
    version: str
    title: str | None = None
    description: str | None = None
    status: str = "active"
    is_latest: bool = True
    published_at: datetime | None = None
    updated_at: datetime | None = None
    repository: Repository | None = None
    website: str | None = None
    packages: tuple[Package, ...] = ()
    remotes: tuple[Remote, ...] = ()
    origin: str | None = None
    tools: tuple[ClaimedTool, ...] = ()
    page: str | None = None
    attribution: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything that the registry said; equal hashes need no writing."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Rejected(Value):
    """A registry's row that could not be read."""

    source: str
    source_id: str
    reason: str
    excerpt: str


class CrawlState(Value):
    """How far one registry has been read; handed to a crawl and returned by it.

    A pass `started` at a moment, of the crawler's clock. `cursor` is its next page, `newest` the
    latest change seen in it. At its end `newest` becomes the `watermark`, after which the next
    pass asks for changes only, until it is time for a `full` one again; `full_at` is when the
    last of these started. `complete` says that the last pass came to its end. Another `address`
    is another registry: nothing of the state holds there.
    """

    source: str
    address: str | None = None
    cursor: str | None = None
    started: datetime | None = None
    newest: datetime | None = None
    watermark: datetime | None = None
    full: bool = True
    full_at: datetime | None = None
    complete: bool = False


class Validator(Value):
    """What tells whether an answer is still the one that was read (RFC 9110, section 8.8).

    `digest` stands for one where the registry gives none: of the row that led to the address.
    `ids` are the listings that the answer gave.
    """

    source: str
    url: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    ids: tuple[str, ...] = ()


class Page(Value):
    """What one page of a registry leaves: its listings and the rows that could not be read.

    `seen` are ids of listings that it named and that have not changed, `validators` what to ask
    by the next time. `claimed` is how many servers the registry says it has, and `retries` how
    often this page was asked for again.
    """

    listings: tuple[Listing, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    seen: tuple[str, ...] = ()
    validators: tuple[Validator, ...] = ()
    claimed: int | None = None
    retries: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The source ids of all that it named, read or not."""
        listed = [each.source_id for each in self.listings]
        bad = [each.source_id for each in self.rejected]
        return tuple(dict.fromkeys((*self.seen, *listed, *bad)))
