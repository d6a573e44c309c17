"""What is a second reader worth? `python -m benchmarks.judge [LABELS.jsonl] [MODEL] [SIZES]`

MODEL is `perfect` (the labels themselves answer: the limit of the path), `0.5b`, `1.5b` (a small
model on this machine), or `env`: what OPENAI_BASE_URL names. Prints the quality of rules and
judge beside that of the rules alone; what was asked, and what it took; where it helps and hurts.
For a model that is no reference, both as its trial lets it decide, and as if it had passed.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import anyio

from benchmarks.local_model import local_model, point_at
from benchmarks.quality import DEFAULT, SHARES, figure
from catalog.model.classification import Classification
from catalog.model.judgement import Judgement
from classifier.classify import classify
from classifier.evaluation import Pair, evaluate
from classifier.judge.ask import Asking
from classifier.judge.budget import Budget, Tokens
from classifier.judge.endpoint import Endpoint, Reply, connect
from classifier.judge.question import Message, Question, messages, name_of, question
from classifier.judge.trial import load_trial, outcome
from classifier.labels import Label, read_labels
from classifier.reconcile import reconcile, standing
from classifier.verdict import ENOUGH

SAMPLE = 60
SIZES = (1, 5, 20)
_TOOL = re.compile(r"^\S+ tool_(\d+) begins\n(.*?)\n\S+ tool_\d+ ends$", re.DOTALL | re.MULTILINE)

Asked = tuple[Label, Question]


class Perfect:
    """An endpoint that answers what the labels say, and has read no more."""

    model = "perfect"

    def __init__(self, known: Iterable[tuple[Question, Label | None, str]]) -> None:
        self.known = {_shown(each): (label, category) for each, label, category in known}

    async def ask(self, said: list[Message], _schema: dict[str, Any], _most: int) -> Reply:
        tools = _TOOL.findall(said[-1]["content"])
        answers = {name_of(int(number) - 1): self._answer(text) for number, text in tools}
        return Reply(json.dumps(answers), "stop", Tokens())

    def told(self, error: object) -> str:
        return str(error)

    def _answer(self, text: str) -> dict[str, Any]:
        label, category = self.known[text]
        return {
            "fragments": [1], "rationale": "It is labelled so.",
            "effects": sorted(label.effects or ()) if label else [], "category": category,
            "risk": (label.risk if label else None) or "medium", "confidence": 1.0,
        }  # fmt: skip


class Took(NamedTuple):
    """What asking took."""

    judgements: Sequence[Judgement]
    tokens: Tokens
    seconds: float


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    which = sys.argv[2] if len(sys.argv) > 2 else "perfect"
    sizes = [int(each) for each in sys.argv[3].split(",")] if len(sys.argv) > 3 else [1]
    with path.open("rb") as lines:
        labels = read_labels(path.name, lines)
    rules = [(each, classify(each.tool, each.context)) for each in labels]
    unsure = [(label, question(label.tool, label.context, verdict)) for label, verdict in rules
              if not standing(label.tool, label.context, verdict).sure]  # fmt: skip
    print(f"{path.name}: {len(unsure)} of {len(labels)} tools asked about "
          f"({len(unsure) / len(labels):.3f})\n")  # fmt: skip
    if which == "perfect":
        limit(rules, unsure)
        return
    with local_model(which) if which in ("0.5b", "1.5b") else nullcontext() as address:
        if address:
            point_at(address)
        anyio.run(real, rules, unsure[:SAMPLE], sizes)


def limit(rules: Sequence[Pair], unsure: Sequence[Asked]) -> None:
    """What the path lets a perfect judge reach, and what the thresholds cost."""
    trial = load_trial()
    known = [(each, label, label.category) for label, each in unsure]
    tried = [(each, None, str(answer))
             for each, answer in zip(trial.questions, trial.answers, strict=True)]  # fmt: skip
    endpoint: Any = Perfect([*known, *tried])
    took = anyio.run(ask, endpoint, [each for _, each in unsure], 1)
    trial_took = anyio.run(ask, endpoint, trial.questions, 1)
    print(f"a perfect judge, whose trial is {outcome(trial_took.judgements)}")
    beside(rules, with_judge(rules, took.judgements))
    print(f"\nasked below a confidence of (now {ENOUGH}):")
    for enough in (0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.95):
        chosen = {each.key for label, each in unsure
                  if each.rules.abstained or each.rules.confidence < enough}  # fmt: skip
        said = [
            each for each in took.judgements if (each.tool_digest, each.context_digest) in chosen
        ]
        accuracy = evaluate(with_judge(rules, said)).accuracy.value
        print(f"  {enough:4}  {len(chosen) / len(rules):.3f} of the tools  {figure(accuracy)}")


async def real(rules: Sequence[Pair], unsure: Sequence[Asked], sizes: Sequence[int]) -> None:
    """A model's worth, by how many tools a question has."""
    endpoint = await connect(None)
    trial = await ask(endpoint, load_trial().questions, 1)
    print(f"{endpoint.model}: {endpoint.dialect}; its trial: {outcome(trial.judgements)}\n")
    chosen = {(label.tool.digest, each.rules.context_digest) for label, each in unsure}
    for size in sizes:
        took = await ask(endpoint, [each for _, each in unsure], size)
        told(size, took, unsure)
        for trusted in (outcome(trial.judgements).passed, True):
            said = [each.model_copy(update={"trusted": trusted}) for each in took.judgements]
            print(f"  {'believed' if trusted else 'not believed, as its trial says'}:")
            beside(rules, with_judge(rules, said))
            worth([pair for pair in rules if _key(pair[1]) in chosen], said)


async def ask(endpoint: Endpoint, questions: Sequence[Question], size: int) -> Took:
    """Ask so many tools at a time."""
    judgements: list[Judgement] = []
    asking = Asking(endpoint, Budget(), judgements.append)
    start = time.monotonic()
    await asking.ask_all(questions[at : at + size] for at in range(0, len(questions), size))
    return Took(judgements, asking.budget.spent, time.monotonic() - start)


def with_judge(rules: Sequence[Pair], judgements: Iterable[Judgement]) -> list[Pair]:
    """The verdicts that stand with what a model said."""
    said = {(each.tool_digest, each.context_digest): each for each in judgements}
    return [
        (label, reconcile(verdict, label.tool, label.context, said[_key(verdict)])
         if _key(verdict) in said else verdict)
        for label, verdict in rules
    ]  # fmt: skip


def told(size: int, took: Took, unsure: Sequence[Asked]) -> None:
    """What asking took."""
    answered = sum(each.answer is not None for each in took.judgements)
    reasons = Counter(each.reason[:60] for each in took.judgements if each.answer is None)
    count = len(unsure)
    print(f"{size} tools a question: {answered} of {count} answered, {dict(reasons)} abstained")
    print(f"  {took.tokens.sent / count:.0f} tokens sent and {took.tokens.answered / count:.0f} "
          f"answered a tool, {took.seconds / count:.1f} s")  # fmt: skip


def beside(rules: Sequence[Pair], both: Sequence[Pair]) -> None:
    """The quality table of the rules alone, and of both."""
    one, other = evaluate(rules), evaluate(both)
    print(f"    {'':18}{'rules':>8}{'judge':>8}{'tools':>8}")
    for name in SHARES:
        was, now = getattr(one, name), getattr(other, name)
        change = ((now.value or 0) - (was.value or 0)) * was.of
        print(f"    {name:18}{figure(was.value):>8}{figure(now.value):>8}{change:>+8.1f}")
    print(f"    {'effects_f1':18}{figure(one.effects_f1):>8}{figure(other.effects_f1):>8}")
    print(f"    {'calibration_error':18}{figure(one.calibration_error):>8}"
          f"{figure(other.calibration_error):>8}")  # fmt: skip


def worth(rules: Sequence[Pair], said: Sequence[Judgement]) -> None:
    """Where the judge helps, and where it hurts."""
    both = with_judge(rules, said)
    kinds = Counter(
        (was.category is label.category, now.category is label.category)
        for (label, was), (_, now) in zip(rules, both, strict=True)
    )
    print(f"    of the asked: {kinds[False, True]} helped, {kinds[True, False]} hurt, "
          f"{kinds[True, True]} right and {kinds[False, False]} wrong as before\n")  # fmt: skip


def _key(verdict: Classification) -> tuple[str, str]:
    return verdict.tool_digest, verdict.context_digest


def _shown(asked: Question) -> str:
    """What a question shows of its tool."""
    found = _TOOL.search(messages([asked], "mark")[-1]["content"])
    assert found
    return found[2]


if __name__ == "__main__":
    main()
