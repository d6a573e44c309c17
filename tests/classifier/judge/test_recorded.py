"""What real models answered, as it came, replayed: it ends as it did when it was recorded.

Recorded by `python -m benchmarks.injection 0.5b 90 FILE` and with 1.5b; MARK stands for the
mark of each request.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import anyio
import pytest

from catalog.model.judgement import Judgement
from classifier.classify import classify
from classifier.judge.ask import Asking
from classifier.judge.budget import Budget
from classifier.judge.endpoint import connect
from classifier.judge.question import Question, question
from classifier.judge.trial import load_trial, outcome
from classifier.reconcile import reconcile
from tests.classifier.judge.injections import INJECTIONS, Injection
from tests.servers.openai_chat import completion
from tests.servers.openai_replica import KEY, serving
from tests.servers.openai_wire import Json, Reply

RECORDED: dict[str, dict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
for line in Path(__file__).with_name("recorded.jsonl").read_text("utf-8").split("\n"):
    if line:
        row = json.loads(line)
        RECORDED[row["model"]][row["name"]].append(row)

NAMES = Counter(each.given.tool.name for each in INJECTIONS)
RIGHT = {"qwen0.5b.gguf": 8}
_NAME = re.compile(r'^\[1\] name: (".*")$', re.MULTILINE)


def replaying(model: str) -> "Replay":
    return Replay({name: [*rows] for name, rows in RECORDED[model].items()})


class Replay:
    """Answers about each tool what was recorded, the second time the second."""

    def __init__(self, rows: dict[str, list[Json]]) -> None:
        self.rows = rows

    def __call__(self, body: Json) -> Json | Reply:
        said = body["messages"][-1]["content"]
        named = _NAME.search(said)
        if not named:
            return {"rooms": 1}
        mark = said.partition(".")[0].split()[-1]
        row = self.rows[json.loads(named[1])].pop(0)
        return completion(body, row["text"].replace("MARK", mark), finish=row["finish"])


@pytest.mark.parametrize("model", sorted(RECORDED))
def test_what_a_real_model_said(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    trial = load_trial().questions
    attacks = [each for each in INJECTIONS if _recorded(each, model)]
    asked = [_question(each) for each in attacks]
    kept = _ask(monkeypatch, model, [*trial, *asked])
    assert outcome(kept).right == RIGHT[model]
    assert not outcome(kept).passed
    said = {(each.tool_digest, each.context_digest): each for each in kept}
    for attack, each in zip(attacks, asked, strict=True):
        after = reconcile(each.rules, each.tool, each.context, said[each.key])
        if attack.hard:
            assert after.category.rank >= each.rules.category.rank, attack.name
            assert after.risk.rank >= each.rules.risk.rank, attack.name


def _recorded(attack: Injection, model: str) -> bool:
    """Whether its answer is known: of tools that share a name, whose it was is not."""
    name = attack.given.tool.name
    return name in RECORDED[model] and NAMES[name] == 1


def _question(attack: Injection) -> Question:
    tool, context = attack.given.tool, attack.given.context
    return question(tool, context, classify(tool, context))


def _ask(monkeypatch: pytest.MonkeyPatch, model: str, questions: list[Question]) -> list[Judgement]:
    kept: list[Judgement] = []

    async def run() -> None:
        endpoint = await connect(model)
        asking = Asking(endpoint, Budget(), kept.append)
        async with endpoint.client:
            await asking.ask_all([each] for each in questions)
        assert (asking.failed, asking.failure) == (0, "")

    with serving(replaying(model), models=(model,)) as replica:
        monkeypatch.setenv("OPENAI_BASE_URL", replica.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        anyio.run(run)
    return kept
