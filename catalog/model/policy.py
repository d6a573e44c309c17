"""What contains a tool: the rule recommended for it, and a server's rules together."""

from typing import Literal

from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Risk


class Limit(Value):
    """At most `max` calls per `window`, counted under `counter` for each `scope`."""

    counter: str
    window: Literal["minute", "hour", "day"]
    max: int
    scope: Literal["grant"] = "grant"


class ToolRule(Value):
    """The recommended rule for one tool, and the verdict and digest that it was made for."""

    tool: str
    action: Action
    limit: Limit | None = None
    reason: str
    category: Category
    risk: Risk
    digest: str


class Policy(Value):
    """The rules of one server's tools, by name; whatever they do not name is denied."""

    server: str
    rules: tuple[ToolRule, ...]
