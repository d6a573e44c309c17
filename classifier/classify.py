"""`classify(tool, context) -> Classification`: rules alone, no clock, no network."""

import hashlib
from functools import cache, lru_cache
from importlib.resources import files

from catalog.model.classification import Classification, Finding, Opinion
from catalog.model.tool import Context, Tool
from catalog.reading import digest_of
from catalog.taxonomy import BASELINE, Decider
from classifier.match import match, server_matches
from classifier.rationale import rationale
from classifier.rule import Says
from classifier.sighting import Match
from classifier.verdict import evidence_of, weigh

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


def context_digest(context: Context) -> str:
    """The digest of what the verdict saw beside the tool itself."""
    return _read_context(context)[0]


@lru_cache(maxsize=8192)
def _read_context(context: Context) -> tuple[str, list[Match]]:
    """The context's digest, and what its words say: made once for all tools of a server."""
    return digest_of(context.model_dump(mode="json")), server_matches(context)


def classify(tool: Tool, context: Context) -> Classification:
    """The rules' verdict on one tool. Never raises, whatever the definition holds."""
    context_seen, server_said = _read_context(context)
    matches = match(tool) + server_said
    evidence = evidence_of(matches)
    category, risk, confidence, abstained, effects, traits = weigh(evidence)
    why = rationale(evidence, matches, described=bool(tool.description))
    return Classification(
        tool_digest=tool.digest,
        context_digest=context_seen,
        version=VERSION,
        category=category,
        baseline=BASELINE[category],
        risk=risk,
        confidence=confidence,
        abstained=abstained,
        decided_by=Decider.RULES,
        rationale=why,
        effects=effects,
        traits=traits,
        findings=tuple(
            [
                _finding(rule.id, says, rule.confidence, field, words, start, end)
                for rule, _, field, words, start, end, _, _ in matches
                for says in rule.says
            ]
        ),
        opinions=(
            Opinion(
                by=Decider.RULES,
                category=category,
                risk=risk,
                confidence=confidence,
                abstained=abstained,
                rationale=why,
            ),
        ),
    )


@lru_cache(maxsize=32768)
def _finding(
    rule: str, says: Says, confidence: float, field: str, quote: str, start: int, end: int
) -> Finding:
    """`get` opens many names: the same words at the same place are one value."""
    return Finding(
        rule=rule, says=says, confidence=confidence, field=field, quote=quote, start=start, end=end
    )
