"""Batches that have ended → judgements, kept some at a time as they are read."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from catalog.errors import JudgeError
from catalog.model.batch import Batch
from catalog.model.judgement import Judgement
from catalog.model.value import Value
from classifier.judge.batch.exchange import Gone
from classifier.judge.batch.lines import Result, Stray
from classifier.judge.batch.results import results
from classifier.judge.batch.state import BatchState
from classifier.judge.batch.submit import status
from cli.steps.batch.follow import Progress, elsewhere, progress
from cli.steps.batch.place import Batches, Provider, adopt, at
from cli.steps.outcome import Classified

KEPT = timedelta(days=30)
"""How long a provider keeps a batch's files:
https://platform.openai.com/docs/api-reference/files/create"""
AT_A_TIME = 500
"""Judgements that one transaction keeps."""

Read = Callable[[Batch, Result], Sequence[Judgement]]
"""From what came of one of a batch's requests to what it says of each tool that it was about."""
Sink = Callable[[Sequence[Judgement]], None]


class Gathered(Value):
    """What came of the batches: `ended` now, or `waiting` still, or not to be read now.

    `answered` tools have a judgement with an answer, `abstained` ones one without; `unanswered`
    counts requests that came to nothing, by the reason, and will be sent again. `strays` are
    lines of the provider's files that answer nothing, by the reason. `verdicts` are those that
    were made with the answers.
    """

    ended: tuple[Progress, ...]
    waiting: tuple[Progress, ...]
    elsewhere: int
    answered: int
    abstained: int
    unanswered: dict[str, int]
    strays: dict[str, int]
    verdicts: Classified | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left to collect, or to send again."""
        return not (self.waiting or self.unanswered)


class _Tally:
    def __init__(self, read: Read, sink: Sink) -> None:
        self.unanswered: Counter[str] = Counter()
        self.strays: Counter[str] = Counter()
        self.answered = self.abstained = 0
        self._read, self._sink = read, sink
        self._held: list[Judgement] = []

    def take(self, found: Result | Stray, batch: Batch) -> None:
        if isinstance(found, Stray):
            self.strays[found.reason] += 1
            return
        judgements = self._read(batch, found)
        if not judgements:
            self.unanswered[found.reason or "of tools that are no longer asked about"] += 1
        self._held += judgements
        if len(self._held) >= AT_A_TIME:
            self.keep()

    def keep(self) -> None:
        answered = sum(each.answer is not None for each in self._held)
        self._sink(self._held)
        self.answered += answered
        self.abstained += len(self._held) - answered
        self._held = []


async def collect(provider: Provider, batches: Batches, read: Read, sink: Sink) -> Gathered:
    """Keep what has come of the batches that have ended. Raises JudgeError where not even
    their list can be had."""
    await adopt(provider, batches)
    tally = _Tally(read, sink)
    ended: list[Progress] = []
    waiting: list[Progress] = []
    for batch in at(provider, batches):
        try:
            state = await status(provider.client, batch.id)
            if state.ended:
                await _gather(provider, batches, tally, batch, state)
            (ended if state.ended else waiting).append(progress(batch, state))
        except Gone as error:
            (ended if _forgotten(batches, batch) else waiting).append(
                progress(batch, None, str(error))
            )
        except JudgeError as error:
            waiting.append(progress(batch, None, str(error)))
    return Gathered(
        ended=tuple(ended), waiting=tuple(waiting),
        elsewhere=elsewhere(provider, batches.under_way()),
        answered=tally.answered, abstained=tally.abstained,
        unanswered=dict(tally.unanswered), strays=dict(tally.strays),
    )  # fmt: skip


def _forgotten(batches: Batches, batch: Batch) -> bool:
    """Whether the provider has let it go by now; before, it may be the wrong account that asks."""
    forgotten = datetime.now(UTC) - batch.submitted_at > KEPT
    if forgotten:
        batches.keep(done(batch, "gone"))
    return forgotten


async def _gather(
    provider: Provider, batches: Batches, tally: _Tally, batch: Batch, state: BatchState
) -> None:
    """Keep all that a batch came to, and only then that it is done with. Raises JudgeError."""
    try:
        async with aclosing(results(provider.client, state, batch.asked.keys())) as every:
            async for found in every:
                tally.take(found, batch)
    finally:
        tally.keep()
    batches.keep(done(batch, state.status))


def done(batch: Batch, how: str) -> Batch:
    """The batch as one of which no more comes."""
    return batch.model_copy(update={"status": how, "ended_at": datetime.now(UTC)})
