"""`classify(tool, context) -> Classification`: rules alone, no clock, no network."""

import hashlib
from functools import cache, lru_cache
from importlib.resources import files

from catalog.model.classification import Classification, Finding, Opinion
from catalog.model.tool import Context, Tool
from catalog.reading import digest_of
from catalog.taxonomy import BASELINE, Decider, Effect, Trait
from classifier.match import Match, match
from classifier.rationale import rationale
from classifier.rule import Says
from classifier.verdict import HOLDS, decide

_SERIES = "0.1.0"


@cache
def version() -> str:
    """The series and a short hash over every rule, guard and weight."""
    content = hashlib.sha256()
    folder = files("classifier")
    for part in (folder, folder / "rules"):
        for entry in sorted(part.iterdir(), key=lambda each: each.name):
            if entry.name.endswith((".toml", ".py")) and entry.name != "evaluation.py":
                content.update(entry.read_bytes())
    return f"{_SERIES}+{content.hexdigest()[:8]}"


VERSION = version()


@lru_cache(maxsize=4096)
def context_digest(context: Context) -> str:
    """The digest of what the verdict saw beside the tool itself."""
    return digest_of(context.model_dump(mode="json"))


def classify(tool: Tool, context: Context) -> Classification:
    """The rules' verdict on one tool. Never raises, whatever the definition holds."""
    verdict = decide(match(tool, context))
    text = rationale(verdict)
    holding = [says for says, chance in verdict.said.items() if chance >= HOLDS]
    return Classification(
        tool_digest=tool.digest,
        context_digest=context_digest(context),
        version=VERSION,
        category=verdict.category,
        baseline=BASELINE[verdict.category],
        risk=verdict.risk,
        confidence=verdict.confidence,
        abstained=verdict.abstained,
        decided_by=Decider.RULES,
        rationale=text,
        effects=tuple(each for each in _EFFECTS if each in holding),
        traits=tuple(each for each in _TRAITS if each in holding),
        findings=tuple(finding(each, says) for each in verdict.matches for says in each.rule.says),
        opinions=(
            Opinion(
                by=Decider.RULES,
                category=verdict.category,
                risk=verdict.risk,
                confidence=verdict.confidence,
                abstained=verdict.abstained,
                rationale=text,
            ),
        ),
    )


def finding(match: Match, says: Says) -> Finding:
    quote = match.quote
    return _finding(
        match.rule.id,
        says,
        match.rule.confidence,
        quote.field,
        quote.text[quote.start : quote.end],
        quote.start,
        quote.end,
    )


@lru_cache(maxsize=32768)
def _finding(
    rule: str, says: Says, confidence: float, field: str, quote: str, start: int, end: int
) -> Finding:
    """Findings of the same words at the same place are one value: `get` opens many names."""
    return Finding(
        rule=rule, says=says, confidence=confidence, field=field, quote=quote, start=start, end=end
    )


_EFFECTS = tuple(Effect)
_TRAITS = tuple(Trait)
