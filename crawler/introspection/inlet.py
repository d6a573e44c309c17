"""The pipe into a program's stdin, our own.

asyncio's prints a traceback, in Python 3.11.2, where a program ends before it has read all.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import anyio


class Inlet(NamedTuple):
    """Both ends are held open here: telling a program that is gone something is no error."""

    theirs: int
    ours: int

    async def send(self, data: bytes) -> None:
        """Waits as long as the program does not read, and its pipe is full."""
        while data:
            await anyio.wait_writable(self.ours)
            data = data[os.write(self.ours, data) :]


@contextmanager
def inlet() -> Iterator[Inlet]:
    """Closed on leaving, when nothing is sent any more."""
    made = Inlet(*os.pipe())
    os.set_blocking(made.ours, False)
    try:
        yield made
    finally:
        os.close(made.theirs)
        os.close(made.ours)
