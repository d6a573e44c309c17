"""`classify(tool, context) -> Classification`: rules alone, no clock, no network."""

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from catalog.model.classification import ActionVerdict, Classification, Finding, Opinion, Warned
from catalog.model.tool import Context, Tool
from catalog.reading import digest_of
from catalog.taxonomy import BASELINE, Category, Decider, Risk
from classifier.actions import Action
from classifier.evidence import Evidence, colours, evidence_of
from classifier.match import match, server_matches
from classifier.rationale import rationale
from classifier.reading import TEXT
from classifier.rule import Rule
from classifier.sighting import Match
from classifier.verdict import weigh
from classifier.warnings.warn import server_warnings, tool_warnings

_SERIES = "0.1.0"
GUESS = 0.2
"""How sure one can be of a reading whose description was not read to its end."""
UNREAD = f"The description goes on beyond the {TEXT:,} characters that are read."
_TELLING = frozenset(("rule_book.py", "rules_page.py", "figures.py"))
_MEASURING = frozenset(("evaluation.py", "rule_scores.py", "share.py", "labels.py"))
"""Files that no verdict depends on."""


@cache
def version() -> str:
    """The series and a short hash over every rule, guard and weight."""
    content = hashlib.sha256()
    folder = files("classifier")
    alarms = folder / "warnings"
    for part in (folder, folder / "rules", alarms, alarms / "rules"):
        for entry in sorted(part.iterdir(), key=lambda each: each.name):
            if entry.name.endswith((".toml", ".py")) and entry.name not in _TELLING | _MEASURING:
                content.update(entry.read_bytes())
    return f"{_SERIES}+{content.hexdigest()[:8]}"


VERSION = version()


def context_digest(context: Context) -> str:
    """The digest of what the verdict saw beside the tool itself."""
    return _read_context(*_parts(context))[0]


def _parts(context: Context) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    return context.title, context.description, context.instructions, context.siblings


class Said(NamedTuple):
    """A context's digest, what its words say, and what they warn of."""

    digest: str
    matches: list[Match]
    findings: list[Finding]
    warnings: tuple[Warned, ...]


@lru_cache(maxsize=8192)
def _read_context(
    title: str | None, description: str | None, instructions: str | None, siblings: tuple[str, ...]
) -> Said:
    """What the words of a context come to: made once for all tools of a server."""
    context = Context(
        title=title, description=description, instructions=instructions, siblings=siblings
    )
    found = server_matches(context)
    digest = digest_of(context.model_dump(mode="json"))
    return Said(digest, found, _findings(found), server_warnings(context))


def classify(tool: Tool, context: Context) -> Classification:
    """The rules' verdict on one tool. Never raises, whatever the definition holds."""
    server = _read_context(*_parts(context))
    seen = match(tool)
    matches = seen.matches + server.matches
    evidence = evidence_of(matches)
    category, risk, confidence, abstained, effects, traits = weigh(evidence)
    why = rationale(evidence, matches, tool)
    if tool.description and len(tool.description) > TEXT and category is Category.READ:
        abstained, confidence, risk = (
            True,
            min(confidence, GUESS),
            max(risk, Risk.MEDIUM, key=_rank),
        )
        why = f"{why} {UNREAD}"
    return Classification.known(
        tool_digest=tool.digest,
        context_digest=server.digest,
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
        findings=(*_findings(seen.matches), *server.findings),
        warnings=tool_warnings(tool) + server.warnings,
        actions=_actions(seen.actions, colours(matches), category, risk) if seen.actions else (),
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


def _rank(risk: Risk) -> int:
    return risk.rank


def _actions(
    actions: Sequence[tuple[Action, list[Match]]],
    beside: Evidence,
    category: Category,
    risk: Risk,
) -> tuple[ActionVerdict, ...]:
    """The verdict on each action; one whose verb no rule knows may be the worst."""
    judged = []
    for action, said in actions:
        found = weigh(evidence_of(said) + beside)
        known = not found.abstained
        judged.append(
            ActionVerdict(
                parameter=action.parameter,
                action=action.value,
                category=found.category if known else category,
                risk=found.risk if known else risk,
            )
        )
    return tuple(judged)


def _findings(matches: list[Match]) -> list[Finding]:
    found: list[Finding] = []
    for rule, _, field, words, start, end, _, _ in matches:
        found += _finding(rule, field, words, start, end)
    return found


@lru_cache(maxsize=16384)
def _finding(rule: Rule, field: str, words: str, start: int, end: int) -> tuple[Finding, ...]:
    """What a rule says of these words: most names and parameters begin with the same few."""
    return tuple(
        Finding.known(
            rule=rule.id,
            says=says,
            confidence=rule.confidence,
            field=field,
            quote=words,
            start=start,
            end=end,
        )
        for says in rule.says
    )
