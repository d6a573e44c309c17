"""One tool as a line of `tools.jsonl`: what `classify --json` says of it, and where it stands.

For whoever wants every verdict of the catalogue at once. Quotes are cut as on the tool's page.
"""

from collections.abc import Iterator
from typing import Literal

from catalog.model.definition import ActionLine
from catalog.model.page import Oddity, Quote, ToolPage
from catalog.model.policy import Limit
from catalog.model.value import Value
from catalog.taxonomy import Action, Category, Decider, Effect, Risk, Trait

_EFFECTS = frozenset(Effect)


class _Quoted(Value):
    rule: str
    field: str
    quote: str
    start: int
    end: int


class EffectQuoted(_Quoted):
    """Words that a tool's effect rests on; offsets count code points of the field."""

    effect: Effect


class TraitQuoted(_Quoted):
    """Likewise of a trait."""

    trait: Trait


class ToolRecord(Value):
    """One tool, its verdict and its rule; `first_seen` is an ISO time in UTC, null if unknown."""

    schema_version: Literal[1] = 1
    server: str
    tool: str
    address: str
    digest: str
    category: Category
    baseline: Risk
    risk: Risk
    confidence: float
    abstained: bool
    unverified: bool
    decided_by: Decider
    classifier: str
    rationale: str
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]
    evidence: tuple[EffectQuoted | TraitQuoted, ...]
    actions: tuple[ActionLine, ...]
    contradictions: tuple[str, ...]
    warnings: tuple[Oddity, ...]
    action: Action
    limit: Limit | None
    tokens: int
    first_seen: str | None


def record(page: ToolPage) -> ToolRecord:
    """What the page says, flat."""
    return ToolRecord.known(
        schema_version=1,
        server=page.server,
        tool=page.tool,
        address=page.address,
        digest=page.digest,
        category=page.category,
        baseline=page.baseline,
        risk=page.risk,
        confidence=page.confidence,
        abstained=page.abstained,
        unverified=page.unverified,
        decided_by=page.decided_by,
        classifier=page.version,
        rationale=page.rationale,
        effects=page.effects,
        traits=page.traits,
        evidence=tuple(map(_quoted, page.evidence)),
        actions=page.actions,
        contradictions=tuple(_contradictions(page)),
        warnings=page.warnings,
        action=page.recommended.action,
        limit=page.recommended.limit,
        tokens=page.tokens,
        first_seen=first_seen(page),
    )


def first_seen(page: ToolPage) -> str | None:
    """When the tool came, by the page's history; None where that does not tell."""
    came = (each.at for each in page.history if each.kind == "added")
    return min(came, default=None)


def _contradictions(page: ToolPage) -> Iterator[str]:
    """Annotations of the server's own that make the tool more harmless than its words do."""
    for each in page.claims:
        if each.declared is not None and each.standing == "contradicted":
            yield each.says


def _quoted(quote: Quote) -> EffectQuoted | TraitQuoted:
    said = quote.says.replace(" ", "_")
    words = {
        "rule": quote.rule, "field": quote.field, "quote": quote.quote,
        "start": quote.start, "end": quote.end,
    }  # fmt: skip
    if said in _EFFECTS:
        return EffectQuoted.known(**words, effect=Effect(said))
    return TraitQuoted.known(**words, trait=Trait(said))
