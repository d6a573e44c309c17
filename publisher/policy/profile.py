"""How strict recommendations are: by category, what tightens them, and what is decided by hand.

A user's own profile is a TOML file. It says what differs from the one that it starts from:

    profile = "balanced"

    [categories]
    Write = { action = "limit", max = 60 }

    [tighten]
    metered = 1

    [at_least]
    critical = "deny"

    [tools]
    "github/create_issue" = { action = "allow", why = "our bot needs it" }
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from catalog.model.policy import Limit, Ruling, Window
from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Effect, Risk, Trait

Above = Literal["above_baseline"]
Doubt = Literal["unsure", "warned", "unverified"]
Name = Literal["strict", "balanced", "open"]
Steps = Annotated[int, Field(ge=0, le=5, strict=True)]
"""Of the ladder allow, 30 a minute, 10 a minute, ask, deny, hide."""
Calls = Annotated[int, Field(gt=0, le=1_000_000_000)]
"""More is no limit, and more than some engines can count."""
Floor = Literal[Action.ALLOW, Action.ASK, Action.DENY, Action.HIDE]


class Terms(Value):
    """What becomes of calls; `max` a `window`, exactly where that is limit."""

    action: Action
    max: Calls | None = None
    window: Window = "minute"

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if (self.max is not None) != (self.action is Action.LIMIT):
            raise ValueError("max belongs to the action limit, and that to it")
        return self

    def ruling(self, counter: str) -> Ruling:
        """The same, counted under that name."""
        if self.max is None:
            return Ruling(action=self.action)
        limit = Limit(counter=counter, window=self.window, max=self.max)
        return Ruling(action=self.action, limit=limit)


class Decided(Terms):
    """What the user decided of a tool, and why; nothing tightens it."""

    why: str = Field(min_length=1, max_length=500)


class Profile(Value):
    """How strict recommendations are.

    `tighten`: by how many steps where this is so of a tool; of several that apply, the most.
    `at_least`: never milder than this at such a risk, or with such a doubt. `tools`: by
    `SERVER/TOOL`, or `SERVER/*` for all of a server's that are not named.
    """

    profile: Name
    categories: Mapping[Category, Terms]
    tighten: Mapping[Effect | Trait | Above, Steps] = {}
    at_least: Mapping[Risk | Doubt, Floor] = {}
    tools: Mapping[str, Decided] = {}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if missing := [each for each in Category if each not in self.categories]:
            raise ValueError(f"no terms for {', '.join(missing)}")
        return self

    def decided(self, server: str, tool: str) -> Decided | None:
        """What the user decided of this tool by hand."""
        return self.tools.get(f"{server}/{tool}") or self.tools.get(f"{server}/*")
