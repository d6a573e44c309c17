"""Batches under way → how far they are."""

from collections.abc import Sequence
from datetime import datetime

from catalog.errors import JudgeError
from catalog.model.batch import Batch
from catalog.model.value import Value
from classifier.judge.batch.state import BatchState
from classifier.judge.batch.submit import status
from cli.steps.batch.place import PLANNED, Batches, Provider, adopt, at


class Progress(Value):
    """One batch; `failure` says why nothing could be told of it now."""

    id: str
    status: str
    requests: int
    completed: int = 0
    failed: int = 0
    submitted_at: datetime
    expires_at: datetime | None = None
    errors: tuple[str, ...] = ()
    failure: str = ""


class Following(Value):
    """The batches under way here; `elsewhere` is how many are under way at other endpoints,
    `lost` how many were about to be sent when a run was killed, and were not."""

    batches: tuple[Progress, ...]
    elsewhere: int
    lost: int

    @property
    def failed(self) -> bool:
        """Whether something could not be told."""
        return any(each.failure for each in self.batches)


async def follow(provider: Provider, batches: Batches) -> Following:
    """How far each batch is. Raises JudgeError where not even their list can be had."""
    lost = await adopt(provider, batches)
    told = [await _told(provider, batches, each) for each in at(provider, batches)]
    return Following(
        batches=tuple(told), elsewhere=elsewhere(provider, batches.under_way()), lost=len(lost)
    )


def elsewhere(provider: Provider, batches: Sequence[Batch]) -> int:
    """How many were started at other endpoints."""
    started = [each for each in batches if each.status != PLANNED]
    return sum(each.endpoint != provider.address for each in started)


async def _told(provider: Provider, batches: Batches, batch: Batch) -> Progress:
    try:
        state = await status(provider.client, batch.id)
    except JudgeError as error:
        return progress(batch, None, str(error))
    if state.status != batch.status:
        batches.keep(batch.model_copy(update={"status": state.status}))
    return progress(batch, state)


def progress(batch: Batch, state: BatchState | None, failure: str = "") -> Progress:
    """What is told of a batch, and of its state where that is known."""
    known = {
        "status": state.status,
        "completed": state.completed,
        "failed": state.failed,
        "expires_at": state.expires,
        "errors": state.errors,
    } if state else {"status": batch.status}  # fmt: skip
    return Progress(
        id=batch.id, requests=batch.requests, submitted_at=batch.submitted_at,
        failure=failure, **known,
    )  # fmt: skip
