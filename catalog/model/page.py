"""What a page says, as data; HTML and JSON are its renderings.

Texts of strangers stand here as they came, only cut to a length; whoever renders them
escapes them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import StringConstraints

from catalog.model.about import About
from catalog.model.definition import ActionLine, Claim, Parameter, Passage
from catalog.model.grade import Grade
from catalog.model.policy import ToolRule
from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Decider, Effect, Reason, Risk, Trait

FOLDER = "[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9_-])?"
"""The form of a server's folder; no host takes a name that ends with a dot."""

FILE = "[a-z0-9][a-z0-9_-]{0,79}"
"""The form of a tool's file, without the dot and what follows, which are ours."""

ADDRESS = rf"servers/{FOLDER}/{FILE}\.html"

Address = Annotated[str, StringConstraints(pattern=f"^{ADDRESS}$")]
"""A path from the root of the site, safe as a file and as a link wherever it came from."""


class Answer(Value):
    """One question of a reader, its answer, and the policy document that does what it says."""

    question: str
    answer: str
    policy: str | None = None


class Quote(Value):
    """A quoted piece of evidence with the reading that it supports.

    `field`, `start` and `end` are the finding's; `place` is `field` in a reader's words.
    """

    says: str
    place: str
    field: str
    quote: str
    start: int
    end: int
    rule: str


class Oddity(Value):
    """Something odd about a text: the rule that saw it, None where reading saw it; and what."""

    rule: str | None
    says: str


class Entry(Value):
    """One line of a history: when (an ISO time in UTC), what kind of thing, and what it says.

    `tool` is the title of the tool that it is about, on the page of its server; `address`
    is that tool's page, if it has one still.
    """

    at: str
    kind: Literal["added", "changed", "removed", "raised", "lowered", "judged", "skipped"]
    says: str
    tool: str | None = None
    address: Address | None = None


class ToolLine(Value):
    """One tool in a server's list."""

    title: str
    address: Address
    category: Category
    risk: Risk
    abstained: bool
    action: Action
    rule: str
    summary: str
    tokens: int = 0
    unverified: bool = False


class ToolPage(Value):
    """Everything that a tool's page says; `policy` is the document for this tool alone.

    `recommended` is the rule that its server's policy has for it, of which `rule`, `reason`,
    `advice` and `policy` are the words. An `unverified` tool was read from source: nobody has
    seen its server offer it.

    `passages` are the texts of its definition, and beside it, that evidence stands in, and the
    description in any case. `patterns` are ids of documented attacks that abuse the kind of
    access that it offers. `judged_at` is when this verdict was first kept (an ISO time in UTC),
    `context` what the verdict saw beside the definition. `history` has the newest first, and
    `older` counts what it leaves out.
    """

    kind: Literal["tool"] = "tool"
    schema_version: Literal[1] = 1
    address: Address
    tool: str
    title: str
    label: str | None
    server: str
    server_title: str
    server_address: Address
    summary: str
    lead: str
    passages: tuple[Passage, ...]
    category: Category
    meaning: str
    baseline: Risk
    risk: Risk
    risk_meaning: str
    confidence: float
    abstained: bool
    rationale: str
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]
    evidence: tuple[Quote, ...]
    warnings: tuple[Oddity, ...]
    actions: tuple[ActionLine, ...]
    parameters: tuple[Parameter, ...]
    claims: tuple[Claim, ...]
    patterns: tuple[str, ...]
    notes: tuple[str, ...]
    recommended: ToolRule
    action: Action
    rule: str
    reason: str
    advice: str
    policy: str
    losses: tuple[str, ...]
    questions: tuple[Answer, ...]
    decided_by: Decider
    decided: str
    version: str
    judged_at: str | None = None
    digest: str
    context: str
    context_digest: str
    tokens: int = 0
    unverified: bool = False
    history: tuple[Entry, ...] = ()
    older: int = 0


class ServerPage(Value):
    """Everything that a server's page says.

    `skipped` says why there is no tool list; it is None where the server gave one, be it
    empty. The tools of a skipped server are unverified, and it may offer others.
    `better` is a sentence: what would make for a better grade, or for one at all.
    `by_category` leaves out the `abstained` tools, whose category is a guess. `tokens` is
    what the definitions of all its tools take up, counted as `publisher.tokens` does.
    `toolrisk` is the version that made the page. `history` has the newest first, and `older`
    counts what it leaves out.
    """

    kind: Literal["server"] = "server"
    schema_version: Literal[1] = 1
    address: Address
    server: str
    title: str
    summary: str
    lead: str
    description: str | None
    registries: tuple[str, ...]
    about: About
    grade: Grade
    better: str | None
    skipped: Reason | None
    outcome: str
    notes: tuple[str, ...]
    tools: tuple[ToolLine, ...]
    tokens: int
    by_category: Mapping[Category, int]
    abstained: int
    by_risk: Mapping[Risk, int]
    questions: tuple[Answer, ...]
    toolrisk: str
    history: tuple[Entry, ...] = ()
    older: int = 0


class GonePage(Value):
    """What stands where the page of a tool or a server stood, whose subject is gone.

    `since` is the day on which that was noticed.
    """

    kind: Literal["gone"] = "gone"
    schema_version: Literal[1] = 1
    address: Address
    was: Literal["tool", "server"]
    title: str
    server_title: str
    server_address: Address
    since: str


Page = ToolPage | ServerPage
"""What the catalog keeps; the index is composed from these when a site is built."""
