"""What a whole catalog holds, in numbers."""

from collections.abc import Mapping

from catalog.model.value import Value
from catalog.taxonomy import Category, Reason, Risk


class Statistics(Value):
    """Counts over the servers and tools that hold now.

    `tools` counts a tool once for each server that offers it. `unclassified` tools have no
    verdict yet; `abstained` ones are counted under their best guess, too.
    """

    servers: int
    introspected: int
    skipped: Mapping[Reason, int]
    tools: int
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
    rationale: str
