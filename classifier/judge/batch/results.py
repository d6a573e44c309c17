"""A batch that has ended → what came of each of its requests, in whatever order it stands.

The files are read line by line, so that their size does not matter.
"""

from collections.abc import AsyncIterator, Collection

from openai import AsyncOpenAI

from catalog.errors import JudgeError
from classifier.judge.batch.exchange import FAILURES, reason
from classifier.judge.batch.lines import Result, Stray, read_line
from classifier.judge.batch.state import BatchState

LINE_BYTES = 4 << 20
"""The most that a line may have; of a longer one nothing is read."""
STRAYS = 1_000
"""Lines that answer nothing which was asked, after which no more is read."""


async def results(
    client: AsyncOpenAI, state: BatchState, asked: Collection[str]
) -> AsyncIterator[Result | Stray]:
    """One result for each custom id that was asked, and what else the files hold.

    The first of two results for one request counts. Those that the files lack come last.
    Raises JudgeError where a file cannot be read to its end.
    """
    waiting = set(asked)
    strays = 0
    for file_id in filter(None, (state.output_file, state.error_file)):
        async for line in _lines(client, file_id, LINE_BYTES * (len(asked) + 1)):
            found = _expected(line, waiting, asked)
            if isinstance(found, Result):
                waiting.remove(found.custom_id)
            else:
                strays += 1
            if strays > STRAYS:
                raise JudgeError(f"the file {file_id} holds too much that was not asked")
            yield found
    missing = "expired cancelled failed".split()
    why = state.status if state.status in missing else "missing in the provider's files"
    for each in sorted(waiting):
        yield Result(each, None, why)


def _expected(
    line: bytes | None, waiting: Collection[str], asked: Collection[str]
) -> Result | Stray:
    """What a line says, where nothing has said it before; None is one that was too long."""
    found = Stray("a line is too long") if line is None else read_line(line)
    if isinstance(found, Stray) or found.custom_id in waiting:
        return found
    known = found.custom_id in asked
    return Stray("a request is answered twice" if known else "a line names an unknown request")


async def _lines(client: AsyncOpenAI, file_id: str, most: int) -> AsyncIterator[bytes | None]:
    """The lines of a file that are not empty; None stands for one that is too long."""
    rest, total, long = b"", 0, False
    try:
        async with client.files.with_streaming_response.content(file_id) as response:
            async for chunk in response.iter_bytes():
                total += len(chunk)
                if total > most:
                    raise JudgeError(f"the file {file_id} is larger than any answer to this batch")
                *whole, rest = (rest + chunk).split(b"\n")
                for line in whole:
                    if long or line.strip():
                        yield None if long else line
                    long = False
                if len(rest) > LINE_BYTES:
                    rest, long = b"", True
    except FAILURES as error:
        raise JudgeError(reason(error, f"the file {file_id}")) from None
    if long or rest.strip():
        yield None if long else rest
