"""Questions → requests of a batch; what came of one → judgements.

The mark of a request, which is needed to read its answer, begins its custom id.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from catalog.model.batch import Asked, Batch
from catalog.model.judgement import Judgement
from catalog.model.tool import Context, Tool
from classifier.classify import classify
from classifier.judge.answer import Read, schema
from classifier.judge.ask import ROOMIER, answers, judgement
from classifier.judge.batch.lines import Result
from classifier.judge.batch.requests import Request
from classifier.judge.budget import ANSWER_TOKENS, Budget, Tokens, most_tokens
from classifier.judge.dialect import body_of
from classifier.judge.endpoint import Endpoint, reply_of
from classifier.judge.prompt import load_prompt
from classifier.judge.question import Group, Question, messages, new_mark, question
from cli.steps.batch.submit import Requested


class Requests:
    """The requests that questions make, as far as the budget goes; `left` counts tools beyond.

    An answer has the room that else a second one has: nobody is asked twice in a batch.
    """

    def __init__(self, endpoint: Endpoint, budget: Budget) -> None:
        self.left = 0
        self._endpoint, self._budget = endpoint, budget
        self._numbers = count(1)

    def about(self, groups: Iterable[Group]) -> Iterator[Requested]:
        """One for each group of tools."""
        for group in groups:
            mark = new_mark()
            said = messages(group, mark)
            room = ANSWER_TOKENS * ROOMIER * len(group)
            if self.left or not self._budget.take(Tokens(most_tokens(said, 1).sent, room)):
                self.left += len(group)
                continue
            body = body_of(self._endpoint.dialect, said, schema(len(group)), room)
            asked = Request(
                f"{mark}-{next(self._numbers)}", {"model": self._endpoint.model, **body}
            )
            yield Requested(asked, tuple(each.key for each in group))


class Subject(NamedTuple):
    """A tool that was asked about, and what it was judged beside."""

    tool: Tool
    context: Context


class Reading:
    """Reads what came of requests. `subjects` are the tools that they were about; `trusted`
    are the models that passed their trial."""

    def __init__(self, subjects: Mapping[Asked, Subject], trusted: Collection[str]) -> None:
        self._subjects, self._trusted = subjects, trusted

    def read(self, batch: Batch, result: Result) -> list[Judgement]:
        """A judgement on each tool of a request; none where it is to be sent again.

        That is so, too, where a tool is no longer as it was, or the prompt is another now.
        """
        about = [self._subjects.get(key) for key in batch.asked[result.custom_id]]
        group = [_question(each) for each in about if each]
        passing = result.body is None and not result.lasting
        if passing or len(group) < len(about) or batch.prompt != load_prompt().version:
            return []
        read = _read(result, group)
        trusted = batch.model in self._trusted
        return [
            judgement(each, said, batch.model, trusted=trusted)
            for each, said in zip(group, read, strict=True)
        ]


def _question(subject: Subject) -> Question:
    return question(*subject, classify(*subject))


def _read(result: Result, group: Group) -> list[Read]:
    if result.body is None:
        return [f"the endpoint {result.reason}"] * len(group)
    try:
        completion = ChatCompletion.model_validate(result.body)
    except ValidationError:
        return ["the endpoint sent no chat completion"] * len(group)
    return answers(reply_of(completion), group, result.custom_id.partition("-")[0])
