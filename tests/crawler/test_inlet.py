"""What is told to a program arrives, however slowly it reads; who is gone is told nothing."""

import os

import anyio
import pytest

from crawler.introspection.inlet import Inlet, inlet

SAID = os.urandom(1 << 20)


async def read(stdin: Inlet, size: int, piece: int) -> bytes:
    """Like a program that takes a little at a time."""
    said = b""
    while len(said) < size:
        said += await anyio.to_thread.run_sync(os.read, stdin.theirs, piece)
    return said


@pytest.mark.parametrize("piece", [1_000, 1 << 20])
def test_all_of_it_arrives_in_order(piece: int) -> None:
    async def told() -> bytes:
        heard = b""
        with inlet() as stdin:
            async with anyio.create_task_group() as telling:
                telling.start_soon(stdin.send, SAID)
                heard = await read(stdin, len(SAID), piece)
        return heard

    assert anyio.run(told) == SAID


def test_who_does_not_read_is_waited_for_and_left() -> None:
    async def waits() -> bool:
        with inlet() as stdin, anyio.move_on_after(0.1) as scope:
            await stdin.send(SAID)
        return scope.cancelled_caught

    assert anyio.run(waits)


def test_it_is_closed_and_no_child_has_it() -> None:
    with inlet() as stdin:
        assert not any(map(os.get_inheritable, stdin))
    for each in stdin:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(each)
