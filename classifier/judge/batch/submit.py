"""A file of requests is handed over, and answered within a day, at half the price.

What is not known to have arrived is never simply sent again: each batch has a name of ours,
in its metadata and as the name of its file, by which it is looked for first.
https://platform.openai.com/docs/guides/batch
"""

from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import openai
from openai import AsyncOpenAI

from classifier.judge.batch.exchange import FAILURES, Refused, content, failure, surely
from classifier.judge.batch.lookup import file_name, find, find_file
from classifier.judge.batch.requests import URL
from classifier.judge.batch.state import NAME, BatchState, read_batch
from classifier.judge.batch.wire import FileLine, read, sane_id


async def upload(client: AsyncOpenAI, path: Path, name: str, since: datetime) -> str:
    """Hand a file over under a batch's name; its id there.

    `since` is when the name was made. Raises JudgeError; Refused where there is no file now.
    """
    files = client.with_options(max_retries=0).files.with_streaming_response

    async def make() -> str:
        with path.open("rb") as file:
            given = (file_name(name), file, "application/jsonl")
            said = await content(files.create(file=given, purpose="batch"))
        return sane_id(read(FileLine, said).id)

    return await surely(make, partial(find_file, client, name, since), f"the file of {name}")


async def start(client: AsyncOpenAI, file_id: str, name: str, since: datetime) -> BatchState:
    """Start the batch of a file that is there.

    Raises JudgeError; Refused where there is no batch now, and the file is removed.
    """
    batches = client.with_options(max_retries=0).batches.with_streaming_response

    async def make() -> BatchState:
        call = batches.create(
            completion_window="24h", endpoint=URL, input_file_id=file_id, metadata={NAME: name}
        )
        return read_batch(await content(call))

    try:
        return await surely(make, partial(find, client, name, since), f"the batch {name}")
    except Refused:
        with suppress(openai.OpenAIError):  # a file that is left costs nothing
            await client.files.delete(file_id)
        raise


async def status(client: AsyncOpenAI, batch_id: str) -> BatchState:
    """How far a batch is. Raises JudgeError; Gone where the endpoint does not know it."""
    batches = client.batches.with_streaming_response
    try:
        return read_batch(await content(batches.retrieve(sane_id(batch_id))))
    except FAILURES as error:
        raise failure(error, f"the batch {batch_id[:100]!a}") from None
