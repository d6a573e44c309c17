"""Questions → batches under way: those about tools that none is about already."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from catalog.model.batch import Asked, Batch
from catalog.model.value import Value
from classifier.judge.batch.exchange import Refused
from classifier.judge.batch.requests import Request, input_files
from classifier.judge.batch.submit import start, upload
from cli.steps.batch.place import Batches, Provider, adopt, begun, clear, new_plan


class Requested(NamedTuple):
    """One request, and what it is about."""

    request: Request
    about: tuple[Asked, ...]


Ask = Callable[[Collection[Asked]], Iterable[Requested]]
"""From what is asked about already to the requests about all the rest."""


class Submitted(Value):
    """The batches that were started now, and how many `requests` about how many `tools`.

    `waiting` tools are in batches that were under way before, `left` ones beyond the budget.
    A model that is not `trusted` failed its trial: its answers decide nothing.
    """

    batches: tuple[str, ...]
    requests: int
    tools: int
    waiting: int
    left: int = 0
    trusted: bool = True


async def submit(provider: Provider, batches: Batches, ask: Ask) -> Submitted:
    """Start batches of what is not asked about yet. Raises JudgeError; what was started stays."""
    await clear(provider, batches, await adopt(provider, batches))
    waiting = _waiting(provider, batches)
    about: dict[str, tuple[Asked, ...]] = {}
    started: list[Batch] = []
    for file in input_files(_noted(ask(waiting), about)):
        plan = new_plan(provider, {each: about.pop(each) for each in file.ids})
        started.append(await _send(provider, batches, plan, file.path))
    return Submitted(
        batches=tuple(each.id for each in started),
        requests=sum(each.requests for each in started),
        tools=sum(len(keys) for each in started for keys in each.asked.values()),
        waiting=len(waiting),
    )


def _waiting(provider: Provider, batches: Batches) -> frozenset[Asked]:
    """What this model is asked about in this prompt's words, wherever."""
    return frozenset(
        key
        for batch in batches.under_way()
        if (batch.model, batch.prompt) == (provider.model, provider.prompt)
        for keys in batch.asked.values()
        for key in keys
    )


def _noted(
    requested: Iterable[Requested], about: dict[str, tuple[Asked, ...]]
) -> Iterator[Request]:
    for each in requested:
        about[each.request.custom_id] = each.about
        yield each.request


async def _send(provider: Provider, batches: Batches, plan: Batch, path: Path) -> Batch:
    """The batch that comes of a plan. Raises JudgeError; where it is not known whether one
    came, the plan stays."""
    batches.keep(plan)
    try:
        file_id = await upload(provider.client, path, plan.id, plan.submitted_at)
        state = await start(provider.client, file_id, plan.id, plan.submitted_at)
    except Refused:
        batches.replace(plan, None)
        raise
    batch = begun(plan, state)
    batches.replace(plan, batch)
    return batch
