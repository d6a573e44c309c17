"""A model found, tried, and asked, on the user's terms."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

import anyio

from catalog.errors import JudgeError
from classifier.judge.ask import Asking, Sink
from classifier.judge.endpoint import Endpoint, connect, only_model
from classifier.judge.environment import shown_address
from classifier.judge.question import Group
from classifier.judge.trial import Outcome
from cli.steps.outcome import SecondReading
from cli.steps.reading_terms import ReadingTerms
from cli.steps.trials import try_model


class Reader(NamedTuple):
    """A model that answers, and how its trial went."""

    asking: Asking
    tried: Outcome


async def ask_model(
    terms: ReadingTerms, unread: Callable[[str], Iterable[Group]], keep: Sink
) -> SecondReading | None:
    """Find the model, try it, and ask it; None where it has read all.

    Raises JudgeError only where the user asked for it.
    """
    try:
        model = terms.model or await only_model()
        waiting = iter(unread(model))
        first = next(waiting, None)
        if first is None:
            return None
        reader = await find(terms._replace(model=model), keep)
    except JudgeError as error:
        return no_reader(terms, error)
    async with reader.asking.endpoint.client:
        await reader.asking.ask_all(chain((first,), waiting))
    return report(terms, reader)


async def find(terms: ReadingTerms, keep: Sink) -> Reader:
    """The model that the terms name, tried. Raises JudgeError."""
    budget = terms.budget()
    endpoint = await connect(terms.model)
    try:
        tried = await try_model(endpoint, budget)
    except JudgeError:
        await endpoint.client.close()
        raise
    return Reader(Asking(endpoint, budget, keep, trusted=tried.passed), tried)


def no_reader(terms: ReadingTerms, error: JudgeError) -> SecondReading:
    """What is reported where none is found; raises it where the user asked for one."""
    if terms.asked_for:
        raise error
    return SecondReading(model=terms.model or "", failure=str(error))


def report(terms: ReadingTerms, reader: Reader) -> SecondReading:
    """What came of all that was asked."""
    asking, tried = reader
    spent = asking.budget.spent
    return SecondReading(
        model=asking.endpoint.model, judged=asking.judged, abstained=asking.abstained,
        failed=asking.failed, left=asking.left, sent_tokens=spent.sent,
        answered_tokens=spent.answered, cost=terms.price.of(spent) if terms.price else None,
        right=tried.right, tried=tried.asked, trusted=tried.passed,
        over_budget=asking.over_budget, failure=asking.failure,
    )  # fmt: skip


def answering(model: str | None) -> str:
    """How the endpoint of the environment answers. Raises JudgeError where it does not."""
    endpoint = anyio.run(_connected, model)
    return f"{endpoint.model} at {shown_address()} answers, as {endpoint.dialect.form}"


async def _connected(model: str | None) -> Endpoint:
    endpoint = await connect(model)
    await endpoint.client.close()
    return endpoint
