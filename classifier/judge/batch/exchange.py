"""One call of the Batch API: bounded, and what it failed of in one line.

The words of an endpoint's error are not repeated: they may hold a key.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

import anyio
import httpx2
import openai

from catalog.errors import JudgeError
from classifier.judge.batch.wire import Strange
from classifier.judge.environment import KEY, shown_address

ANSWER_BYTES = 4 << 20
"""The most that one answer about batches or files may have."""
TRIES = 3
PAUSE, LONGEST = 0.5, 60.0
"""Seconds between two tries, growing, where the endpoint names none; and the most that it may."""

FAILURES = (openai.OpenAIError, httpx2.HTTPError, Strange)
"""What a call may end with: what comes once the body is read is not the openai package's."""

Kept = TypeVar("Kept")


class Refused(JudgeError):
    """The endpoint said no: nothing came of the call, and nothing will."""


class Gone(JudgeError):
    """The endpoint does not know it, or no more; or it is another account's."""


class Answered(Protocol):
    """A response whose body is still to come."""

    def iter_bytes(self) -> Any: ...


Call = AbstractAsyncContextManager[Answered]


async def content(call: Call) -> bytes:
    """The whole answer. Raises Strange where there is too much of it."""
    data = bytearray()
    async with call as response:
        async for chunk in response.iter_bytes():
            data += chunk
            if len(data) > ANSWER_BYTES:
                raise Strange
    return bytes(data)


async def surely(
    make: Callable[[], Awaitable[Kept]], find: Callable[[], Awaitable[Kept | None]], what: str
) -> Kept:
    """Make it once: a call without an answer is repeated only where nothing is found of it.

    Raises JudgeError; Refused where the endpoint said no.
    """
    for left in reversed(range(TRIES)):
        try:
            return await make()
        except FAILURES as error:
            if not passing(error):
                raise Refused(reason(error, what)) from None
            await anyio.sleep(_pause(error, TRIES - left) if left else 0)
            if found := await find():
                return found
            failed = error
    raise failure(failed, what)


def passing(error: Exception) -> bool:
    """Whether the same call may succeed later, or has done so unheard."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 429) or error.status_code >= 500  # noqa: PLR2004
    return True


def failure(error: Exception, what: str) -> JudgeError:
    """A failed call as the error that the user reads."""
    gone = isinstance(error, openai.NotFoundError)
    return Gone(reason(error, what)) if gone else JudgeError(reason(error, what))


def reason(error: Exception, what: str) -> str:
    """What failed, where, and what to do."""
    if isinstance(error, openai.APIStatusError):
        return f"{what}: {shown_address()} answered {_status(error.status_code)}"
    said = "is not reached; try again later"
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        said = "did not answer in time; try again later"
    elif isinstance(error, Strange):
        said = "answered with what is none of the Batch API; has it one?"
    return f"{what}: {shown_address()} {said}"


def _status(code: int) -> str:
    if code in (401, 403):
        return f"{code}; set another key as {KEY}"
    if code in (404, 405, 501):
        return f"{code}; it does not know this, or has no Batch API"
    if code == 429:  # noqa: PLR2004 - too many requests
        return f"{code}; it takes no more now, try again later"
    return f"{code}; try again later" if code >= 500 else str(code)  # noqa: PLR2004 - its fault


def _pause(error: Exception, tries: int) -> float:
    """Seconds, as the endpoint says, or growing."""
    said = error.response.headers if isinstance(error, openai.APIStatusError) else {}
    try:
        if milliseconds := said.get("retry-after-ms"):
            named = float(milliseconds) / 1_000
        else:
            named = float(said["retry-after"])
    except (KeyError, ValueError):
        named = PAUSE * 2 ** (tries - 1)
    return min(max(named, 0.0), LONGEST)
