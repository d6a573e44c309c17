"""What became of a call that nobody heard the answer of: batches and files, by our name."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import openai
from openai import AsyncOpenAI

from classifier.judge.batch.exchange import FAILURES, Call, content, failure
from classifier.judge.batch.state import NAME, BatchState, state_of
from classifier.judge.batch.wire import BatchLine, FileLine, Listed, Page, read, sane_id

SIZE, PAGES = 100, 100
"""What is asked for at a time, and how often at most."""
SKEW = timedelta(days=1)
"""How far the provider's clock may be from ours."""

Line = TypeVar("Line", bound=Listed)


def file_name(name: str) -> str:
    """The name of a batch's file."""
    return f"{name}.jsonl"


async def find(client: AsyncOpenAI, name: str, since: datetime) -> BatchState | None:
    """The batch of that name, started since then; None where there is none. Raises JudgeError."""
    asked = client.batches.with_streaming_response
    newest = _newest(lambda after: asked.list(limit=SIZE, after=after), BatchLine, since)
    async for each in newest:
        if (each.metadata or {}).get(NAME) == name:
            return state_of(each)
    return None


async def find_file(client: AsyncOpenAI, name: str, since: datetime) -> str | None:
    """The id of the file of that batch, uploaded since then; likewise."""
    asked = client.files.with_streaming_response
    newest = _newest(
        lambda after: asked.list(limit=SIZE, after=after, purpose="batch"), FileLine, since
    )
    async for each in newest:
        if each.filename == file_name(name):
            return sane_id(each.id)
    return None


async def _newest(
    page_after: Callable[[Any], Call], kind: type[Line], since: datetime
) -> AsyncIterator[Line]:
    """What an account has, the newest first, as far back as that."""
    after: Any = openai.omit
    for _ in range(PAGES):
        try:
            page = read(Page, await content(page_after(after)))
            for each in page.read(kind):
                if each.created_at < (since - SKEW).timestamp():
                    return
                yield each
            if not page.has_more:
                return
            after = sane_id(page.last_id)
        except FAILURES as error:
            raise failure(error, "the list of batches") from None
