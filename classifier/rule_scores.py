"""Verdicts against labelled effects → how often each rule votes, and how often it is right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from catalog.model.classification import Classification
from catalog.model.value import Value
from catalog.taxonomy import Category, Effect
from classifier.labels import Label
from classifier.share import Share, share


class RuleScore(Value):
    """One rule over the tools whose effects were labelled.

    `precision` is over its votes for effects, `coverage` the share of the tools on which it
    votes. A vote says what the rule found, not what the verdict made of it.
    """

    rule: str
    precision: Share
    coverage: float


def rule_scores(pairs: Iterable[tuple[Label, Classification]]) -> tuple[RuleScore, ...]:
    """The score of each rule that votes at all, the most frequent first."""
    judged = [pair for pair in pairs if pair[0].effects is not None]
    votes: defaultdict[str, list[bool]] = defaultdict(list)
    tools: defaultdict[str, int] = defaultdict(int)
    for label, verdict in judged:
        for rule, effects in _voted(verdict).items():
            cases = [effect in (label.effects or ()) for effect in effects if _asked(effect, label)]
            votes[rule] += cases
            tools[rule] += bool(cases)
    scores = [
        RuleScore(rule=rule, precision=share(cases), coverage=tools[rule] / len(judged))
        for rule, cases in votes.items()
        if cases
    ]
    return tuple(sorted(scores, key=lambda each: (-each.coverage, each.rule)))


def _voted(verdict: Classification) -> dict[str, Sequence[Effect]]:
    found: defaultdict[str, dict[Effect, None]] = defaultdict(dict)
    for finding in verdict.findings:
        if isinstance(finding.says, Effect):
            found[finding.rule][finding.says] = None
    return {rule: tuple(effects) for rule, effects in found.items()}


def _asked(effect: Effect, label: Label) -> bool:
    """Whether the label answers for the effect: it is not in dispute, nor is it a reading
    beside a change, which nobody labels."""
    if effect is Effect.READS and label.category is not Category.READ:
        return False
    return effect not in label.effects_disputed
