"""What a whole catalog holds, in numbers."""

from collections.abc import Mapping

from catalog.model.value import Value
from catalog.taxonomy import Category, Reason, Risk


class Statistics(Value):
    """Counts over the servers and tools that hold now.

    `tools` counts a tool once for each server that offers it. `unverified` ones were read
    from the source of a server that was skipped, and are in no other count. `unclassified`
    tools have no verdict yet. `by_category` leaves out the `abstained` ones, whose category
    is a guess; `by_risk` counts them at the risk that they are treated as, which is never low.
    """

    servers: int
    introspected: int
    skipped: Mapping[Reason, int]
    tools: int
    unverified: int = 0
    unclassified: int
    abstained: int
    by_category: Mapping[Category, int]
    by_risk: Mapping[Risk, int]


class RiskyTool(Value):
    """One of the riskiest tools; `server` is the server's slug."""

    server: str
    tool: str
    category: Category
    risk: Risk
    abstained: bool
    rationale: str


class ServerSummary(Value):
    """One server in numbers: its tools, and the `worst` risk of those that have a verdict.

    `unclassified` and `abstained` are as in Statistics. `skipped` says why the tools are not
    known; a server that was neither `introspected` nor skipped was never asked. The tools of
    a skipped server are `unverified`: its package's source names them.
    """

    server: str
    id: str
    title: str
    introspected: bool
    skipped: Reason | None
    tools: int
    unverified: bool = False
    unclassified: int
    abstained: int
    worst: Risk | None
