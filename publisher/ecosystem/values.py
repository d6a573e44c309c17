"""What the report on the whole ecosystem says, as data."""

from typing import Literal

from catalog.model.value import Value
from catalog.taxonomy import Risk
from publisher.addresses import REPORT


class Count(Value):
    """How many of the table's whole; `risk` where the row is a risk."""

    name: str
    count: int
    risk: Risk | None = None


class Table(Value):
    """Counts out of one whole: `of` so many tools or servers, all or those looked at.

    `exclusive` where each of the whole is counted in just one row. A `slug` is the name of
    its files.
    """

    slug: str
    title: str
    note: str
    unit: Literal["tools", "servers"]
    of: int
    exclusive: bool
    rows: tuple[Count, ...]


class Spread(Value):
    """How something is distributed over servers: values that so many servers do not exceed."""

    of: int
    median: int
    p90: int
    p99: int
    largest: int


class ReportPage(Value):
    """The report: sums over a whole catalog, with what it is a report of.

    `date` is the day of the newest thing that the catalog tells of, None where it tells of
    none; `digest` is SHA-256 over the content hashes of all pages, by address. `url` is where
    it will stand, where the owner says so.
    """

    kind: Literal["report"] = "report"
    schema_version: Literal[1] = 1
    address: str = REPORT
    date: str | None
    toolrisk: str
    rules: str
    digest: str
    url: str | None
    tools: int
    servers: int
    left_out: int
    unverified: int
    critical: int
    tools_each: Spread
    tokens_each: Spread
    tables: tuple[Table, ...]
