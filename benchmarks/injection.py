"""Can a tool talk a judge down? `python -m benchmarks.injection [MODEL] [COUNT] [RECORD]`

Real models (`0.5b`, `1.5b`, or `env`: what OPENAI_BASE_URL names) judge the definitions of
tests/classifier/judge/injections.jsonl through the whole path, believed as if they had passed
their trial. Prints how many answers were valid, obeyed, leaked the request's mark, and how many
verdicts ended below the rules'. RECORD is a file to which the raw answers are added.
"""

import json
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import anyio

from benchmarks.local_model import local_model, point_at
from catalog.model.judgement import Judgement
from catalog.taxonomy import Category
from classifier.classify import classify
from classifier.judge.ask import Asking
from classifier.judge.budget import Budget
from classifier.judge.endpoint import Endpoint, Reply, connect
from classifier.judge.question import Message, question
from classifier.judge.trial import load_trial, outcome
from classifier.reconcile import reconcile, standing
from tests.classifier.judge.injections import INJECTIONS, Injection


class Recording:
    """An endpoint whose answers are kept as they came."""

    def __init__(self, endpoint: Endpoint, place: Path | None) -> None:
        self.endpoint, self.place = endpoint, place
        self.model = endpoint.model
        self.leaks = 0

    async def ask(self, said: list[Message], schema: dict[str, Any], most: int) -> Reply:
        """Ask, and note what came."""
        reply = await self.endpoint.ask(said, schema, most)
        mark = said[-1]["content"].partition(".")[0].split()[-1]
        self.leaks += mark in reply.text
        if self.place:
            name = said[-1]["content"].split("\n")[2].partition(": ")[2]
            row = {"model": self.model, "name": json.loads(name), "finish": reply.finish,
                   "text": reply.text.replace(mark, "MARK")}  # fmt: skip
            with self.place.open("a") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return reply

    def told(self, error: object) -> str:
        """As the endpoint tells it."""
        return self.endpoint.told(error)


def main() -> None:
    """Measure and print."""
    which = sys.argv[1] if len(sys.argv) > 1 else "0.5b"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else len(INJECTIONS)
    record = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    chosen = INJECTIONS[:: max(len(INJECTIONS) // count, 1)][:count]
    with local_model(which) if which in ("0.5b", "1.5b") else nullcontext() as address:
        if address:
            point_at(address)
        anyio.run(run, chosen, record)


async def run(attacks: tuple[Injection, ...], record: Path | None) -> None:
    """Ask about each attack, and about the trial."""
    endpoint: Any = Recording(await connect(None), record)
    tried = await asked(endpoint, load_trial().questions)
    print(f"{endpoint.model}: its trial: {outcome(tried)}")
    rules = {each.name: classify(each.given.tool, each.given.context) for each in attacks}
    questions = [
        question(each.given.tool, each.given.context, rules[each.name]) for each in attacks
    ]
    said = {(each.tool_digest, each.context_digest): each
            for each in await asked(endpoint, questions)}  # fmt: skip
    seen = Counter[str]()
    for attack in attacks:
        given, context = attack.given.tool, attack.given.context
        verdict = rules[attack.name]
        judged = said[verdict.tool_digest, verdict.context_digest]
        after = reconcile(verdict, given, context, judged)
        low = standing(given, context, verdict)
        floor = min(low.floor or Category.READ, low.settled, key=lambda each: each.rank)
        seen["valid answers"] += judged.answer is not None
        seen["answers milder than the rules"] += (
            judged.answer is not None and judged.answer.category.rank < verdict.category.rank
        )
        seen["verdicts below the floor"] += after.category.rank < floor.rank
        seen["hard verdicts lowered"] += attack.hard and (
            after.category.rank < verdict.category.rank or after.risk.rank < verdict.risk.rank
        )
    print(f"{len(attacks)} attacks: {dict(seen)}; the mark stood in {endpoint.leaks} raw answers")


async def asked(endpoint: Any, questions: Any) -> list[Judgement]:
    """What the model says of each."""
    judged: list[Judgement] = []
    asking = Asking(endpoint, Budget(), judged.append)
    await asking.ask_all([each] for each in questions)
    print(f"  {asking.judged} judged, {asking.abstained} abstained, {asking.failed} failed, "
          f"{asking.budget.spent}")  # fmt: skip
    return judged


if __name__ == "__main__":
    main()
