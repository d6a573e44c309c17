"""`classify(tool, context) -> Classification`: rules alone, no clock, no network."""

import hashlib
from functools import cache, lru_cache
from importlib.resources import files

from catalog.model.classification import Classification, Finding, Opinion, Warned
from catalog.model.tool import Context, Tool
from catalog.reading import digest_of
from catalog.taxonomy import BASELINE, Decider
from classifier.match import match, server_matches
from classifier.rationale import rationale
from classifier.rule import Says
from classifier.sighting import Match
from classifier.verdict import evidence_of, weigh
from classifier.warnings.warn import server_warnings, tool_warnings

_SERIES = "0.1.0"


@cache
def version() -> str:
    """The series and a short hash over every rule, guard and weight."""
    content = hashlib.sha256()
    folder = files("classifier")
    alarms = folder / "warnings"
    for part in (folder, folder / "rules", alarms, alarms / "rules"):
        for entry in sorted(part.iterdir(), key=lambda each: each.name):
            if entry.name.endswith((".toml", ".py")) and entry.name != "evaluation.py":
                content.update(entry.read_bytes())
    return f"{_SERIES}+{content.hexdigest()[:8]}"


VERSION = version()


def context_digest(context: Context) -> str:
    """The digest of what the verdict saw beside the tool itself."""
    return _read_context(*_parts(context))[0]


def _parts(context: Context) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    return context.title, context.description, context.instructions, context.siblings


@lru_cache(maxsize=8192)
def _read_context(
    title: str | None, description: str | None, instructions: str | None, siblings: tuple[str, ...]
) -> tuple[str, list[Match], tuple[Warned, ...]]:
    """The context's digest, what its words say and what they warn of: once for all tools."""
    context = Context(
        title=title, description=description, instructions=instructions, siblings=siblings
    )
    seen = digest_of(context.model_dump(mode="json"))
    return seen, server_matches(context), server_warnings(context)


def classify(tool: Tool, context: Context) -> Classification:
    """The rules' verdict on one tool. Never raises, whatever the definition holds."""
    context_seen, server_said, server_warned = _read_context(*_parts(context))
    matches = match(tool) + server_said
    evidence = evidence_of(matches)
    category, risk, confidence, abstained, effects, traits = weigh(evidence)
    why = rationale(evidence, matches, described=bool(tool.description))
    return Classification.known(
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
        findings=tuple([_finding(each, says) for each in matches for says in each[0].says]),
        warnings=tool_warnings(tool) + server_warned,
        actions=(),
        opinions=(
            Opinion.known(
                by=Decider.RULES,
                category=category,
                risk=risk,
                confidence=confidence,
                abstained=abstained,
                rationale=why,
                model=None,
                prompt=None,
            ),
        ),
    )


def _finding(match: Match, says: Says) -> Finding:
    rule, _, field, words, start, end, _, _ = match
    return Finding.known(
        rule=rule.id,
        says=says,
        confidence=rule.confidence,
        field=field,
        quote=words,
        start=start,
        end=end,
    )
