"""The verdict on one tool, and the words that it rests on."""

from datetime import datetime

from catalog.model.value import Value
from catalog.taxonomy import Category, Decider, Effect, Level, Risk, Trait


class Finding(Value):
    """One rule's reading of one exact quote.

    `field` says where the quote stands: a field of the tool (`name`, `description`), a
    JSON Pointer below one without its leading slash
    (`inputSchema/properties/sql/description`), the same with `#` for the member's name
    itself (`inputSchema/properties/sql#`), or `server/title`, `server/description`.
    `start` and `end` count code points of the raw string.
    """

    rule: str
    says: Effect | Trait
    confidence: float
    field: str
    quote: str
    start: int
    end: int


class Warned(Value):
    """Something about the text itself that a reader should know; never lowers a verdict.

    `field` is as a finding has it; `server/instructions` may stand there, too.
    """

    rule: str
    level: Level = Level.SHOWN
    field: str
    quote: str


class Opinion(Value):
    """What the rules, or a model, think of a tool; both are kept beside the verdict."""

    by: Decider
    category: Category
    risk: Risk
    confidence: float
    abstained: bool
    rationale: str
    model: str | None = None
    prompt: str | None = None


class Override(Value):
    """What a person decided of one tool digest of one server, with who, why and when.

    `server` is the server's id: another one that copies the definition has no part in it.
    Without one, as the first were kept, it holds wherever the definition is offered.
    """

    server: str | None = None
    tool_digest: str
    category: Category
    risk: Risk
    why: str
    who: str
    at: datetime


class ActionVerdict(Value):
    """The verdict on one value of a tool's action argument."""

    parameter: str
    action: str
    category: Category
    risk: Risk


class Classification(Value):
    """One verdict per tool digest, context digest and classifier version."""

    tool_digest: str
    context_digest: str
    version: str
    category: Category
    baseline: Risk
    risk: Risk
    confidence: float
    abstained: bool
    decided_by: Decider
    rationale: str
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Warned, ...] = ()
    actions: tuple[ActionVerdict, ...] = ()
    opinions: tuple[Opinion, ...] = ()
