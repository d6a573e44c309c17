"""Questions → judgements, several at once, each handed out as soon as it is there.

What an endpoint says wrong is asked about once more, with what is wrong; then the model
abstains, with that reason. What it does not say at all is counted, and asked again by the
next run; where that goes on, or the budget is spent, the rest is left unasked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

import anyio
import anyio.abc

from catalog.model.judgement import Answer, Judgement
from classifier.judge.answer import Read, read_answers, schema
from classifier.judge.budget import ANSWER_TOKENS, Budget, Tokens, most_tokens
from classifier.judge.endpoint import Endpoint, Reply, Unanswered
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Group, Message, Question, messages, new_mark

AT_ONCE = 4
"""Questions under way at a time; a server with one slot takes them in turn."""
GIVEN_UP = 3
"""Questions in a row without an answer after which no more is asked."""
ROOMIER = 4
"""How much longer the second answer may be: some models think in tokens before they answer."""

Sink = Callable[[Judgement], None]


class Asking:
    """A run of questions; afterwards it tells what came of it."""

    def __init__(
        self, endpoint: Endpoint, budget: Budget, sink: Sink, *, trusted: bool = True
    ) -> None:
        self.endpoint, self.budget, self.sink = endpoint, budget, sink
        self.trusted = trusted
        self.judged = self.abstained = self.failed = self.left = 0
        self.failure = ""
        self.over_budget = False
        self._in_a_row = 0
        self._given_up = False

    async def ask_all(self, groups: Iterable[Group]) -> None:
        """Ask about each group of tools; never raises for what an endpoint does."""
        waiting = iter(groups)
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(self._work, waiting)

    async def _work(self, waiting: Iterator[Group]) -> None:
        for group in waiting:
            if self._given_up or self.over_budget:
                self.left += len(group)
                continue
            try:
                await self._ask(group)
                self._in_a_row = 0
            except Unanswered as error:
                self._missed(group, error)

    def _missed(self, group: Group, error: Unanswered) -> None:
        if error.lasting:
            self._keep(group, [f"the endpoint {error}"] * len(group))
            return
        self.failed += len(group)
        self.failure = self.failure or self.endpoint.told(error)
        self._in_a_row += 1
        self._given_up |= error.fatal or self._in_a_row >= GIVEN_UP

    async def _ask(self, group: Group) -> None:
        """Ask, and once more about those whose answer is none. Raises Unanswered."""
        mark = new_mark()
        said = messages(group, mark)
        read = await self._read(group, said, mark, ANSWER_TOKENS)
        if read is None:
            self.left += len(group)
            return
        again = [at for at, each in enumerate(read) if isinstance(each, str)]
        if again:
            wrong = [group[at] for at in again]
            faults = [read[at] for at in again]
            second = await self._again(wrong, faults)
            for at, each in zip(again, second, strict=True):
                read[at] = each
        self._keep(group, read)

    async def _again(self, group: Group, faults: Sequence[Read]) -> Sequence[Read]:
        mark = new_mark()
        told = "; ".join(f"tool_{at + 1}: {fault}"[:200] for at, fault in enumerate(faults))
        said = messages(group, mark)
        said[-1]["content"] += f"\nAn earlier answer could not be used: {told}"
        return await self._read(group, said, mark, ANSWER_TOKENS * ROOMIER) or faults

    async def _read(
        self, group: Group, said: list[Message], mark: str, each: int
    ) -> list[Read] | None:
        """What the endpoint says of each tool; None where the budget does not allow to ask."""
        most = Tokens(most_tokens(said, len(group)).sent, each * len(group))
        if not self.budget.take(most):
            self.over_budget = True
            return None
        took = most
        try:
            reply = await self.endpoint.ask(said, schema(len(group)), most.answered)
            took = reply.took or most
        except Unanswered:
            took = Tokens()
            raise
        finally:
            self.budget.settle(most, took)
        return answers(reply, group, mark)

    def _keep(self, group: Group, read: Sequence[Read]) -> None:
        for question, each in zip(group, read, strict=True):
            answered = isinstance(each, Answer)
            self.judged += answered
            self.abstained += not answered
            self.sink(judgement(question, each, self.endpoint.model, trusted=self.trusted))


def answers(reply: Reply, group: Group, mark: str) -> list[Read]:
    """What a reply says of each tool that was asked about under this mark."""
    why = {
        "length": "the answer was cut off",
        "content_filter": "the endpoint's filter stopped the answer",
        "refusal": "the model refused to answer",
        "nothing": "the endpoint sent no answer",
    }.get(reply.finish)
    return [why] * len(group) if why else read_answers(reply.text, group, mark)


def judgement(question: Question, read: Read, model: str, *, trusted: bool) -> Judgement:
    """What is kept of an answer, or of its absence."""
    answered = isinstance(read, Answer)
    digest, context = question.key
    return Judgement(
        tool_digest=digest,
        context_digest=context,
        model=model,
        prompt=load_prompt().version,
        answer=read if answered else None,
        reason="" if answered else str(read)[:300],
        whole=not question.fragments.cut,
        trusted=trusted,
        at=datetime.now(UTC),
    )
