"""A batch that has ended → what came of each of its requests, in whatever order it stands.

The files are read line by line, so that their size does not matter.
"""

from collections.abc import AsyncGenerator, Collection, Iterator
from contextlib import aclosing

from openai import AsyncOpenAI

from catalog.errors import JudgeError
from classifier.judge.batch.exchange import FAILURES, failure
from classifier.judge.batch.lines import Result, Stray, read_line
from classifier.judge.batch.state import BatchState

LINE_BYTES = 4 << 20
"""The most that a line may have; of a longer one nothing is read."""
STRAYS = 1_000
"""Lines that answer nothing which was asked, after which no more is read."""


async def results(
    client: AsyncOpenAI, state: BatchState, asked: Collection[str]
) -> AsyncGenerator[Result | Stray]:
    """One result for each custom id that was asked, and what else the files hold.

    The first of two results for one request counts. Those that the files lack come last.
    Raises JudgeError where a file cannot be read to its end; Gone where it is no more.
    """
    waiting = set(asked)
    strays = 0
    for file_id in filter(None, (state.output_file, state.error_file)):
        async with aclosing(_lines(client, file_id, LINE_BYTES * (len(asked) + 1))) as lines:
            async for line in lines:
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


async def _lines(client: AsyncOpenAI, file_id: str, most: int) -> AsyncGenerator[bytes | None]:
    """The lines of a file that are not empty; None stands for one that is too long."""
    cut, total = _Cut(), 0
    try:
        async with client.files.with_streaming_response.content(file_id) as response:
            async for chunk in response.iter_bytes():
                total += len(chunk)
                if total > most:
                    raise JudgeError(f"the file {file_id} is larger than any answer to this batch")
                for line in cut.take(chunk):
                    yield line
    except FAILURES as error:
        raise failure(error, f"the file {file_id}") from None
    for line in cut.take(b"\n"):
        yield line


class _Cut:
    """Chunks → lines; of a line that is too long no more is held than that it is."""

    def __init__(self) -> None:
        self._rest = b""
        self._long = False

    def take(self, chunk: bytes) -> Iterator[bytes | None]:
        """The lines that end in this chunk."""
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        for line in whole:
            if self._long or len(line) > LINE_BYTES:
                yield None
            elif line.strip():
                yield line
            self._long = False
        if len(self._rest) > LINE_BYTES:
            self._rest, self._long = b"", True
