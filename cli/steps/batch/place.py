"""What the steps of a batch share: who is asked, and where batches are kept.

The order in which a batch comes about, so that a run killed between any two of these loses
nothing and sends nothing twice:

1. A plan is kept: a Batch under a name of ours, with what each of its requests is about.
2. The file is uploaded under that name.
3. The batch is started, with that name in its metadata.
4. The batch takes the plan's place, under the provider's id.
5. Once the batch has ended, each judgement is kept; the second of two is dropped.
6. The batch is kept as ended, and asked about no more.

A plan that is found was left between 1 and 4. Where the provider has a batch of that name
it takes the plan's place; else none of it was started: its file is removed, and its tools
are asked about anew.
"""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

import openai

from catalog.model.batch import Asked, Batch
from classifier.judge.batch.lookup import find, find_file
from classifier.judge.batch.state import BatchState

PLANNED = "planned"


class Provider(NamedTuple):
    """Who is asked: `address` is shown and kept, and holds no credentials."""

    client: openai.AsyncOpenAI
    address: str
    model: str
    prompt: str


class Batches(Protocol):
    """Where batches are kept; each call is one transaction."""

    def under_way(self) -> Sequence[Batch]:
        """Those that have not ended, oldest first; plans among them."""

    def keep(self, batch: Batch) -> None:
        """Keep it in the place of what was known of it before."""

    def replace(self, plan: Batch, batch: Batch | None) -> None:
        """Keep the batch and drop the plan that it came of; without one, drop the plan."""


def new_plan(provider: Provider, asked: Mapping[str, tuple[Asked, ...]]) -> Batch:
    """A batch that is about to be sent; its id is the name by which it can be found."""
    return Batch(
        id=f"toolrisk-{secrets.token_hex(8)}",
        endpoint=provider.address,
        model=provider.model,
        prompt=provider.prompt,
        input_file="",
        submitted_at=datetime.now(UTC),
        status=PLANNED,
        asked=asked,
    )


def begun(plan: Batch, state: BatchState) -> Batch:
    """The plan, as the batch that came of it."""
    known = {"id": state.id, "input_file": state.input_file, "status": state.status}
    return plan.model_copy(update=known)


def at(provider: Provider, batches: Batches) -> Sequence[Batch]:
    """Those under way at this provider that were started."""
    known = [each for each in batches.under_way() if each.endpoint == provider.address]
    return [each for each in known if each.status != PLANNED]


async def adopt(provider: Provider, batches: Batches) -> Sequence[Batch]:
    """Give each plan that was left the place of the batch that came of it.

    Those of which none came are handed back. Raises JudgeError.
    """
    left = []
    for plan in batches.under_way():
        if plan.status != PLANNED or plan.endpoint != provider.address:
            continue
        state = await find(provider.client, plan.id, plan.submitted_at)
        if state:
            batches.replace(plan, begun(plan, state))
        else:
            left.append(plan)
    return left


async def clear(provider: Provider, batches: Batches, plans: Sequence[Batch]) -> None:
    """Drop plans of which no batch came, and their files. Raises JudgeError.

    Were a batch started unseen it would fail for want of its file, rather than be paid twice.
    """
    for plan in plans:
        file_id = await find_file(provider.client, plan.id, plan.submitted_at)
        if file_id:
            with suppress(openai.OpenAIError):  # a file that is left costs nothing
                await provider.client.files.delete(file_id)
        batches.replace(plan, None)
