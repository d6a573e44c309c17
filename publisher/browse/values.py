"""What pages of the whole catalog say, as data: composed of cards when a site is built.

Each list says how much there is in all, and of that it shows a bounded part. Sums count the
tools of servers that were looked at; tools that are only named in a source stand beside them.
"""

from collections.abc import Mapping
from typing import Literal

from catalog.model.page import Address, Entry
from catalog.model.value import Value
from catalog.taxonomy import Category, Reason, Risk

Kind = Literal[
    "server", "category", "risk", "effect", "grade", "combination", "registry", "warning", "skipped"
]
"""What a list is by; `server` has one list, of all servers."""


class RankedTool(Value):
    """A tool in a list of the gravest, with the server that it belongs to."""

    title: str
    address: Address
    server_title: str
    server_address: Address
    summary: str
    category: Category
    risk: Risk
    abstained: bool
    unverified: bool


class ServerLine(Value):
    """One server in the index; `worst` is None where no tool is known."""

    title: str
    address: Address
    summary: str
    skipped: Reason | None
    worst: Risk | None
    tools: int
    by_category: Mapping[Category, int]
    abstained: int
    by_risk: Mapping[Risk, int]


class Change(Value):
    """Something that became of a server, or of one of its tools."""

    server_title: str
    server_address: Address
    entry: Entry


class FacetLine(Value):
    """A list by its name, with what is in it; `meaning` is empty where the name says it."""

    name: str
    meaning: str
    address: str
    tools: int
    servers: int
    skipped: int


class FacetGroup(Value):
    """All lists of one kind."""

    by: Kind
    lines: tuple[FacetLine, ...]


class IndexPage(Value):
    """What the site's first page says: sums over all servers, and the worst of them.

    `tools`, `by_category`, `abstained` and `by_risk` count the tools of the servers that were
    `looked_at`; `left_out` servers could not be. Of both kinds some are shown.
    """

    kind: Literal["index"] = "index"
    schema_version: Literal[1] = 1
    address: str = "index.html"
    tools: int
    looked_at: int
    left_out: int
    by_category: Mapping[Category, int]
    abstained: int
    by_risk: Mapping[Risk, int]
    servers: tuple[ServerLine, ...]
    skipped: tuple[ServerLine, ...]
    riskiest: tuple[RankedTool, ...]
    changes: tuple[Change, ...] = ()
    facets: tuple[FacetGroup, ...] = ()


class BrowsePage(Value):
    """Every list that there is."""

    kind: Literal["browse"] = "browse"
    schema_version: Literal[1] = 1
    address: str = "browse/index.html"
    facets: tuple[FacetGroup, ...]


class ServerRow(Value):
    """A server in a list: how many of its tools are listed, and the worst of those."""

    title: str
    address: Address
    tools: int
    of: int
    worst: Risk | None
    unverified: bool


class ListPage(Value):
    """One page of a list of servers, by address; the sums are of the whole list.

    `tools` are on `servers` that were looked at. `skipped` servers were not, and their source
    names `unverified` tools. `search` finds the same, where search can. The first page has
    the gravest tools, each of another server.
    """

    kind: Literal["list"] = "list"
    schema_version: Literal[1] = 1
    address: str
    by: Kind
    name: str
    meaning: str
    search: str | None
    tools: int
    servers: int
    unverified: int
    skipped: int
    number: int
    last: int
    gravest: tuple[RankedTool, ...]
    rows: tuple[ServerRow, ...]


class ChangesPage(Value):
    """One page of the newest changes; of each server only its newest few are among them."""

    kind: Literal["changes"] = "changes"
    schema_version: Literal[1] = 1
    address: str
    number: int
    last: int
    changes: tuple[Change, ...]
