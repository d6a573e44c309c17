"""What a server offered over time, and what changed between two of its findings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.taxonomy import Category, Decider, Reason, Risk


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


class Judged(Value):
    """What one version of the classifier thought of one definition, in short."""

    digest: str
    category: Category
    risk: Risk
    abstained: bool
    decided_by: Decider
    version: str
    at: datetime


class Offer(Value):
    """A tool as a server offered it, with the verdict that stands for it, if there is one."""

    tool: Tool
    judged: Judged | None


class Change(Value):
    """A member of a tool's definition that came, went or changed.

    `path` is a JSON Pointer without its leading slash, as `Finding.field` has it. A member
    that came has no `before`, one that went no `after`: `kind` tells that from JSON's null.
    """

    path: str
    kind: Literal["added", "removed", "changed"]
    before: Any = None
    after: Any = None


class Event(Value):
    """A tool that came, went or changed; `changes` are the members that differ, by path.

    A changed tool without changes says the same in other bytes, which a digest tells apart
    where the definition is no canonical JSON.
    """

    kind: Literal["added", "removed", "changed"]
    name: str
    before: Offer | None
    after: Offer | None
    changes: tuple[Change, ...] = ()

    @property
    def risk(self) -> Literal["raised", "lowered"] | None:
        """Whether the risk of the tool that was there has grown or shrunk; None where neither."""
        was = self.before.judged if self.before else None
        now = self.after.judged if self.after else None
        if was is None or now is None or was.risk is now.risk:
            return None
        return "raised" if now.risk.rank > was.risk.rank else "lowered"


class Difference(Value):
    """What happened to a server's tools between two findings that are tool lists.

    `server` is its slug. `before` is None where no list was known yet: all tools are new then.
    """

    server: str
    before: Held | None
    after: Held
    events: tuple[Event, ...]


class Happened(Value):
    """What became of one tool when a tool list was found, and what its server was started from."""

    at: datetime
    package: str | None
    event: Event


class Pruned(Value):
    """How many rows were dropped, by what they tell."""

    listings: int
    rejected: int
    snapshots: int
    definitions: int
    classifications: int
    judgements: int
    rules: int
    pages: int


class Past(Value):
    """What one server offered over time and what was thought of it, as far as is kept.

    `findings`, and by tool name what happened between two tool lists and every verdict, all
    oldest first. A tool that `seen` does not name was there from the first finding on.
    """

    findings: tuple[Held, ...] = ()
    seen: Mapping[str, datetime] = {}
    happened: Mapping[str, tuple[Happened, ...]] = {}
    judged: Mapping[str, tuple[Judged, ...]] = {}
