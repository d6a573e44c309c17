"""What a tool's page shows of the tool's definition: its words, its parameters, its claims."""

from typing import Literal

from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Effect, Risk, Trait


class Segment(Value):
    """A stretch of a text: evidence where `says` tells what it is read as, else between two.

    `left_out` counts the code points after it that are not shown.
    """

    text: str
    says: tuple[Effect | Trait, ...] = ()
    left_out: int = 0


class Passage(Value):
    """One text of a definition, or beside it, with the evidence in it marked.

    `field` is as a finding has it, `place` the same in a reader's words. The texts of the
    segments and what is left out between them are the whole text, in its order.
    """

    field: str
    place: str
    segments: tuple[Segment, ...]


class Parameter(Value):
    """One parameter as the tool's own schema describes it.

    `name` is the way to it: `a.b` is within `a`, `items[].x` within each item of `items`.
    `choices` are the values of its `enum` as JSON spells them, but for the quotation marks
    of texts, and `more_choices` counts those not shown. `says` is what its name, its
    description or its choices add to the verdict.
    """

    name: str
    type: str
    required: bool
    description: str
    choices: tuple[str, ...] = ()
    more_choices: int = 0
    default: str | None = None
    format: str | None = None
    says: tuple[Effect | Trait, ...] = ()


class Claim(Value):
    """One annotation held against the verdict.

    `declared` is what the server declares, None where it is silent; `holds` what a client
    then takes for true, by the specification. `says` tells in words how the verdict stands
    to that: a claim is contradicted where it makes the tool more harmless than its words do.
    """

    name: str
    declared: bool | None
    holds: bool
    standing: Literal["agrees", "contradicted", "cautious", "untold"]
    says: str


class ActionLine(Value):
    """The verdict on one value of a tool's action argument, and what the rule does with it."""

    parameter: str
    action: str
    category: Category
    risk: Risk
    ruling: Action
    rule: str
