"""What contains a tool: the rule recommended for it, and a server's rules together.

A `Rule` is what a policy document can say of a tool; a `ToolRule` is the one that we
recommend, with its reason, and the verdict and digest that it was made for.
"""

from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, PositiveInt, model_validator

from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Risk

Window = Literal["minute", "hour", "day"]
MINUTES: dict[Window, int] = {"minute": 1, "hour": 60, "day": 1440}


class Limit(Value):
    """At most `max` calls per `window`, counted under `counter` for each `scope`."""

    counter: str
    window: Window
    max: PositiveInt
    scope: Literal["grant"] = "grant"

    @property
    def a_minute(self) -> Fraction:
        """The calls that it lets through in a minute, on average."""
        return Fraction(self.max, MINUTES[self.window])

    def within(self, other: "Limit") -> bool:
        """Whether whatever it lets through the other one does too, also of calls at once."""
        return self.max <= other.max and self.a_minute <= other.a_minute


class Ruling(Value):
    """What becomes of a call. It has a limit exactly when its action is limit."""

    action: Action
    limit: Limit | None = None

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if (self.limit is not None) != (self.action is Action.LIMIT):
            raise ValueError("a rule has a limit exactly when its action is limit")
        return self

    @property
    def alone(self) -> "Ruling":
        """The ruling, without what it is about."""
        return Ruling(action=self.action, limit=self.limit)

    @property
    def strictness(self) -> tuple[int, Fraction]:
        """Orders rulings, the most permissive first."""
        return self.action.rank, -self.limit.a_minute if self.limit else Fraction(0)


class Condition(Value):
    """That the argument is exactly one of these strings."""

    parameter: str
    values: tuple[str, ...] = Field(min_length=1)


class Case(Ruling):
    """What becomes of a tool's calls with certain arguments."""

    when: Condition


class Rule(Ruling):
    """What becomes of a tool's calls: of those that no case is about, its own ruling.

    No case is stricter than that, so a format that cannot look at arguments may leave the
    cases out. All of them look at one parameter, and none at a value that another has. What
    is hidden cannot be called at all. `digest` is of the definition that it was made for.
    """

    tool: str
    cases: tuple[Case, ...] = ()
    digest: str | None = None

    @model_validator(mode="after")
    def _cases_only_open(self) -> Self:
        if any(each.strictness > self.strictness for each in self.cases):
            raise ValueError("a case is no stricter than the rule that it belongs to")
        if self.cases and self.action is Action.HIDE:
            raise ValueError("what is hidden has no cases")
        if len({each.when.parameter for each in self.cases}) > 1:
            raise ValueError("all cases of a rule look at one parameter")
        values = [value for each in self.cases for value in each.when.values]
        if len(set(values)) < len(values):
            raise ValueError("no two cases of a rule look at the same value")
        return self


class AdvisedCase(Case):
    """A case with the verdict on its values; the reason is a sentence for people."""

    reason: str
    category: Category
    risk: Risk


class ToolRule(Rule):
    """The recommended rule for one tool, and the verdict and digest that it was made for.

    `reason` is a sentence for people; a gateway may give it as the answer to a denied call.
    """

    cases: tuple[AdvisedCase, ...] = ()
    reason: str
    category: Category
    risk: Risk
    digest: str


class Policy(Value):
    """The rules of one server's tools, one a name; whatever they do not name is denied."""

    server: str
    rules: tuple[ToolRule, ...]

    @model_validator(mode="after")
    def _one_rule_a_name(self) -> Self:
        if len({rule.tool for rule in self.rules}) < len(self.rules):
            raise ValueError("a policy has one rule for each name")
        return self
