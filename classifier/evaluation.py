"""Verdicts against labels → measures. Pure; annotations are hidden from the classifier.

Strict: a label's second opinion does not count. An effect in dispute never counts as
false. Shares carry Wilson intervals, macro-F1 a bootstrap one with a fixed seed; all at 95 %.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from catalog.model.classification import Classification
from catalog.model.tool import Context, Tool
from catalog.model.value import Value
from catalog.reading import read_tool
from catalog.taxonomy import Category
from classifier.classify import classify
from classifier.labels import Label
from classifier.rule_scores import RuleScore, rule_scores
from classifier.share import Share, share

RESAMPLES = 1000
SEED = 20250101
BINS = 10
SURE = 0.8
"""The share of the tools, the most confidently judged, whose accuracy is told apart."""

Pair = tuple[Label, Classification]
SEVERE = (Category.EXECUTE, Category.DESTRUCTIVE, Category.FINANCIAL)
MILD = (Category.READ, Category.WRITE)


class PerCategory(Value):
    """How well one category is found; None where nothing was labelled, or judged, so."""

    category: Category
    labelled: int
    precision: float | None
    recall: float | None
    f1: float


class Measures(Value):
    """How well verdicts agree with labels; `confusion[label][verdict]` in taxonomy order."""

    tools: int
    accuracy: Share
    macro_f1: Share
    uniform: Share
    not_english: Share
    severe_missed: Share
    reads_flagged: Share
    read_or_not: Share
    effects_f1: float | None
    risk_exact: Share
    risk_within_one: Share
    risk_too_low: Share
    most_confident: Share
    calibration_error: float
    abstained: Share
    per_category: tuple[PerCategory, ...]
    confusion: tuple[tuple[int, ...], ...]
    rules: tuple[RuleScore, ...]


def judged(labels: Iterable[Label]) -> tuple[Pair, ...]:
    """Each label beside the rules' verdict on its tool, which never sees the annotations."""
    return tuple((label, classify(*unannotated(label))) for label in labels)


def unannotated(label: Label) -> tuple[Tool, Context]:
    """The tool without its annotations, and its context."""
    definition = {
        key: value for key, value in label.tool.definition.items() if key != "annotations"
    }
    tool = read_tool(definition)
    return (tool if isinstance(tool, Tool) else label.tool), label.context


def evaluate(pairs: Sequence[Pair]) -> Measures:
    """All measures of these verdicts."""
    truths = [(label.category, verdict.category) for label, verdict in pairs]
    graded = [(label.risk, verdict.risk) for label, verdict in pairs if label.risk]
    steps = [verdict.rank - truth.rank for truth, verdict in graded]
    return Measures(
        tools=len(pairs),
        accuracy=share([truth is got for truth, got in truths]),
        macro_f1=_macro_f1(truths),
        uniform=share([_right(pair) for pair in pairs if pair[0].stratum == "rand"]),
        not_english=share([_right(pair) for pair in pairs if pair[0].lang not in (None, "en")]),
        severe_missed=share([got in MILD for truth, got in truths if truth in SEVERE]),
        reads_flagged=share(
            [got is not Category.READ for truth, got in truths if truth is Category.READ]
        ),
        read_or_not=share(
            [(truth is Category.READ) == (got is Category.READ) for truth, got in truths]
        ),
        effects_f1=_effects_f1(pairs),
        risk_exact=share([step == 0 for step in steps]),
        risk_within_one=share([abs(step) <= 1 for step in steps]),
        risk_too_low=share([step < 0 for step in steps]),
        most_confident=share([_right(pair) for pair in _surest(pairs)]),
        calibration_error=_calibration_error(pairs),
        abstained=share([verdict.abstained for _, verdict in pairs]),
        per_category=tuple(_per_category(category, truths) for category in Category),
        confusion=tuple(
            tuple(truths.count((truth, got)) for got in Category) for truth in Category
        ),
        rules=rule_scores(pairs),
    )


def _right(pair: Pair) -> bool:
    return pair[0].category is pair[1].category


def _surest(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The most confident SURE of the verdicts; of equal ones the first."""
    ranked = sorted(pairs, key=lambda pair: -pair[1].confidence)
    return ranked[: round(len(pairs) * SURE)]


Truths = Sequence[tuple[Category, Category]]


def _macro_f1(truths: Truths) -> Share:
    """Mean F1 of the categories that are labelled, with a bootstrap interval."""
    chance = random.Random(SEED)  # noqa: S311 -- a reproducible resampling, no secret
    samples = sorted(
        _f1(chance.choices(truths, k=len(truths))) for _ in range(RESAMPLES if truths else 0)
    )
    edge = int(len(samples) * 0.025)
    return Share(
        value=_f1(truths) if truths else None,
        low=samples[edge] if samples else 0,
        high=samples[-1 - edge] if samples else 1,
        of=len(truths),
    )


def _f1(truths: Truths) -> float:
    counts = Counter(truths)
    labelled, judged_so = Counter[Category](), Counter[Category]()
    for (truth, got), count in counts.items():
        labelled[truth] += count
        judged_so[got] += count
    scores = [2 * counts[each, each] / (labelled[each] + judged_so[each]) for each in labelled]
    return sum(scores) / len(scores)


def _per_category(category: Category, truths: Truths) -> PerCategory:
    right = truths.count((category, category))
    labelled = sum(truth is category for truth, _ in truths)
    got = sum(verdict is category for _, verdict in truths)
    return PerCategory(
        category=category,
        labelled=labelled,
        precision=right / got if got else None,
        recall=right / labelled if labelled else None,
        f1=2 * right / (labelled + got) if labelled + got else 0,
    )


def _effects_f1(pairs: Iterable[Pair]) -> float | None:
    """Micro-F1 over all effects of all tools whose effects were labelled."""
    right = wrong = missed = 0
    for label, verdict in pairs:
        if label.effects is not None:
            got = set(verdict.effects)
            right += len(got & label.effects)
            wrong += len(got - label.effects - label.effects_disputed)
            missed += len(label.effects - got)
    return 2 * right / (2 * right + wrong + missed) if right else None


def _calibration_error(pairs: Sequence[Pair]) -> float:
    """Mean gap between confidence and accuracy over ten bins of equal width, by their size."""
    bins: list[list[Pair]] = [[] for _ in range(BINS)]
    for pair in pairs:
        bins[min(BINS - 1, int(pair[1].confidence * BINS))].append(pair)
    gaps = (
        abs(_mean(each, lambda pair: pair[1].confidence) - _mean(each, _right)) * len(each)
        for each in bins
        if each
    )
    return sum(gaps) / len(pairs) if pairs else 0.0


def _mean(pairs: Sequence[Pair], of: Callable[[Pair], float]) -> float:
    return sum(map(of, pairs)) / len(pairs)
