"""What a server offered over time, and what changed between two of its findings."""

from datetime import datetime
from typing import Literal

from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.taxonomy import Reason, Risk


class Held(Value):
    """One finding of a server's introspections, which held from `first_at` until `at`.

    `number` tells the findings of a catalog apart. `tools` counts what was offered; it is
    None, and `reason` says why, where the server was skipped.
    """

    number: int
    first_at: datetime
    at: datetime
    package: str | None
    tools: int | None
    reason: Reason | None


class Offer(Value):
    """A tool as a server offered it, with the risk of the verdict that stands, if there is one."""

    tool: Tool
    risk: Risk | None


class Event(Value):
    """A tool that came, went or changed; `fields` are the members that differ, sorted."""

    kind: Literal["added", "removed", "changed"]
    name: str
    before: Offer | None
    after: Offer | None
    fields: tuple[str, ...] = ()

    @property
    def raised(self) -> bool:
        """Whether the risk of the tool that was there has grown."""
        was = self.before.risk if self.before else None
        now = self.after.risk if self.after else None
        return was is not None and now is not None and now.rank > was.rank


class Difference(Value):
    """What happened to a server's tools between two findings that are tool lists.

    `before` is None where no list was known yet: all tools are new then.
    """

    server_id: str
    before: Held | None
    after: Held
    events: tuple[Event, ...]


class Pruned(Value):
    """Rows that were dropped."""

    listings: int
    rejected: int
    snapshots: int
    definitions: int
    classifications: int
    rules: int
    pages: int
