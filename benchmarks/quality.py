"""How good are the rules? `python -m benchmarks.quality [LABELS.jsonl]`

Prints the measures of the rules beside those of a first-verb word list on the same labels.
"""

import sys
from pathlib import Path

from catalog.taxonomy import Category
from classifier.classify import VERSION
from classifier.evaluation import Measures, Pair, evaluate, judged
from classifier.labels import Label, read_labels
from classifier.share import Share
from classifier.words import Words

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "gold-dev.jsonl"

FIRST_VERBS = {
    Category.FINANCIAL: "pay transfer refund charge withdraw trade buy sell swap stake checkout",
    Category.DESTRUCTIVE: "delete remove drop purge destroy wipe clear cancel revoke uninstall",
    Category.EXECUTE: "execute run exec eval start stop restart deploy trigger click press "
    "navigate type fill launch install invoke call",
    Category.WRITE: "create add update set send post upload write edit insert save move rename "
    "generate merge publish assign import copy enable disable register schedule make put patch",
}
"""The baseline: the first of these words in a tool's name decides, else it is Read."""
SHARES = (
    "accuracy",
    "macro_f1",
    "uniform",
    "not_english",
    "severe_missed",
    "reads_flagged",
    "read_or_not",
    "risk_exact",
    "risk_within_one",
    "risk_too_low",
    "most_confident",
    "abstained",
)


def by_first_verb(label: Label) -> Category:
    """The category of the first listed word in the name."""
    meaning = {word: each for each, words in FIRST_VERBS.items() for word in words.split()}
    found = (meaning[word] for word in Words.of_name(label.tool.name).tokens if word in meaning)
    return next(found, Category.READ)


def main() -> None:
    """Measure and print."""
    rules, baseline = measure(path := labels_named())
    print(f"{path.name}: {rules.tools} tools, rules {VERSION}\n")
    show(rules, baseline)


def labels_named() -> Path:
    """The labels that the command line names."""
    return Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT


def measure(path: Path) -> tuple[Measures, Measures]:
    """Of the rules, and of the first verb, on the same labels."""
    with path.open("rb") as lines:
        pairs = judged(read_labels(path.name, lines))
    baseline: list[Pair] = [
        (label, verdict.model_copy(update={"category": by_first_verb(label)}))
        for label, verdict in pairs
    ]
    return evaluate(pairs), evaluate(baseline)


def show(rules: Measures, baseline: Measures) -> None:
    """The table; the baseline has no risk, effects or confidence of its own."""
    print(f"{'':18}{'rules':>8}  {'95 %':^17}{'of':>5}{'first verb':>12}")
    for name in SHARES:
        other = getattr(baseline, name) if SHARES.index(name) < SHARES.index("risk_exact") else None
        print(f"{name:18}{line(getattr(rules, name))}{figure(other.value) if other else '':>12}")
    print(f"{'effects_f1':18}{figure(rules.effects_f1):>8}")
    print(f"{'calibration_error':18}{figure(rules.calibration_error):>8}\n")
    print(f"{'':14}{'precision':>10}{'recall':>8}{'f1':>8}   labelled as → judged as")
    for row, each in zip(rules.confusion, rules.per_category, strict=True):
        counts = "".join(f"{count:>6}" for count in row)
        print(
            f"{each.category:14}{figure(each.precision):>10}{figure(each.recall):>8}"
            f"{figure(each.f1):>8}   {counts}"
        )


def line(share: Share) -> str:
    """A share with its interval and its number of cases."""
    return f"{figure(share.value):>8}  [{share.low:.3f}, {share.high:.3f}]  {share.of:>5}"


def figure(value: float | None) -> str:
    """Three decimals, or a dash for nothing measured."""
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
