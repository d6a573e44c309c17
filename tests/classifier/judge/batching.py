"""Requests of a batch, and a client of the replica that answers them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import anyio
from openai import AsyncOpenAI

from classifier.judge.batch.lines import Result, Stray
from classifier.judge.batch.requests import Request, input_files
from classifier.judge.batch.results import results
from classifier.judge.batch.state import BatchState
from classifier.judge.batch.submit import start, upload
from tests.servers.openai_replica import KEY, MODEL, Replica
from tests.servers.openai_wire import Json

Made = TypeVar("Made")
NAME = "toolrisk-1"
SINCE = datetime.now(UTC) - timedelta(hours=1)


def requests(count: int) -> Iterator[Request]:
    for number in range(count):
        yield Request(f"id-{number}", body(number))


def body(number: int) -> Json:
    return {"model": MODEL, "messages": [{"role": "user", "content": str(number)}]}


@asynccontextmanager
async def client(replica: Replica, key: str = KEY) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=replica.url, api_key=key, max_retries=0) as made:
        yield made


def asked(replica: Replica, work: Callable[[AsyncOpenAI], Awaitable[Made]]) -> Made:
    """What comes of the work with a client of the replica."""

    async def run() -> Made:
        async with client(replica) as made:
            return await work(made)

    return anyio.run(run)


async def submitted(api: AsyncOpenAI, count: int, name: str = NAME) -> BatchState:
    """A batch of so many requests, started."""
    (file,) = [await upload(api, each.path, name, SINCE) for each in input_files(requests(count))]
    return await start(api, file, name, SINCE)


async def all_results(api: AsyncOpenAI, state: BatchState, count: int) -> list[Result | Stray]:
    names = {f"id-{number}" for number in range(count)}
    return [each async for each in results(api, state, names)]
