"""What a page says, as data; HTML and JSON are its renderings."""

from typing import Literal

from catalog.model.value import Value


class Answer(Value):
    """One question of a reader, and its answer."""

    question: str
    answer: str


class Quote(Value):
    """A quoted piece of evidence with the reading that it supports."""

    field: str
    quote: str
    says: str
    rule: str


class Parameter(Value):
    """One parameter as the tool's own schema describes it."""

    name: str
    type: str
    required: bool
    description: str


class ToolLine(Value):
    """One tool in a server page's list."""

    name: str
    address: str
    category: str
    risk: str
    summary: str


class ToolPage(Value):
    """Everything that a tool's page says."""

    kind: Literal["tool"] = "tool"
    address: str
    server: str
    server_title: str
    server_address: str
    title: str
    digest: str
    decided: str
    category: str
    baseline: str
    risk: str
    confidence: float
    abstained: bool
    summary: str
    meaning: str
    description: str | None
    rationale: str
    evidence: tuple[Quote, ...]
    warnings: tuple[str, ...]
    effects: tuple[str, ...]
    traits: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    action: str
    advice: str
    policy: str
    questions: tuple[Answer, ...]


class ServerPage(Value):
    """Everything that a server's page says."""

    kind: Literal["server"] = "server"
    address: str
    server: str
    title: str
    description: str | None
    outcome: str
    launched: str
    tools: tuple[ToolLine, ...]
    by_category: tuple[tuple[str, int], ...]
    by_risk: tuple[tuple[str, int], ...]
    policy: str | None
    questions: tuple[Answer, ...]


Page = ToolPage | ServerPage
