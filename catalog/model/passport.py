"""A server's passport: in one JSON what was seen of it, and where; nothing that was not.

It is unsigned: what it says is worth what looking again gives, and `check` says how to.
"""

from typing import Generic, Literal, TypeVar

from catalog.model.about import Asked, Listed
from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Decider, Effect, Risk, Trait

T = TypeVar("T")

Source = Literal["listing", "installation", "start", "answer of the server", "classification"]
"""Where a fact was seen: what a registry says, what was installed or started, what the
server answered, or what the classifier makes of that."""


class Known(Value, Generic[T]):
    """A fact and where it was seen; without a value, `why` says why there is none."""

    value: T | None
    seen_in: Source
    why: str | None = None


class Identity(Value):
    """Which server this is; `page` is its page in the catalogue that made the passport."""

    id: str
    title: str
    page: str


class Proof(Value):
    """Words that a verdict rests on: the rule that found them, and where they stand."""

    rule: str
    field: str
    quote: str


class PassportTool(Value):
    """One tool; an `unverified` one was read from source, and nobody has seen it offered.

    An `abstained` verdict is a guess. `evidence` has the first quotes of all `quotes`.
    """

    name: str
    digest: str
    page: str
    unverified: bool
    category: Category
    risk: Risk
    abstained: bool
    decided_by: Decider
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]
    action: Action
    evidence: tuple[Proof, ...]
    quotes: int


class Passport(Value):
    """Everything of one server; `tool_count` is of all tools, also of those left out here."""

    kind: Literal["toolrisk passport"] = "toolrisk passport"
    schema_version: Literal[1] = 1
    signed: Literal[False] = False
    note: str
    check: tuple[str, ...]
    toolrisk: str
    classifier: Known[str]
    server: Identity
    listings: tuple[Listed, ...]
    listing_count: int
    package: Known[str]
    launch: Known[str]
    environment: Known[tuple[Asked, ...]]
    hosts: Known[tuple[str, ...]]
    sandbox: Known[str]
    introspected_at: Known[str]
    protocol_version: Known[str]
    names_itself: Known[str]
    grade: Known[str]
    grade_reasons: tuple[str, ...]
    tokens: Known[int]
    tools: tuple[PassportTool, ...]
    tool_count: int
