"""What contains a tool: the rule recommended for it, and a server's rules together."""

from typing import Literal, Self

from pydantic import PositiveInt, model_validator

from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Risk


class Limit(Value):
    """At most `max` calls per `window`, counted under `counter` for each `scope`."""

    counter: str
    window: Literal["minute", "hour", "day"]
    max: PositiveInt
    scope: Literal["grant"] = "grant"


class ToolRule(Value):
    """The recommended rule for one tool, and the verdict and digest that it was made for.

    `reason` is a sentence for people; a gateway may give it as the answer to a denied call.
    """

    tool: str
    action: Action
    limit: Limit | None = None
    reason: str
    category: Category
    risk: Risk
    digest: str

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if (self.limit is not None) != (self.action is Action.LIMIT):
            raise ValueError("a rule has a limit exactly when its action is limit")
        return self


class Policy(Value):
    """The rules of one server's tools, one a name; whatever they do not name is denied."""

    server: str
    rules: tuple[ToolRule, ...]

    @model_validator(mode="after")
    def _one_rule_a_name(self) -> Self:
        if len({rule.tool for rule in self.rules}) < len(self.rules):
            raise ValueError("a policy has one rule for each name")
        return self
