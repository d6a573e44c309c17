"""Forks, and its children fork, as far as it is let; tells how many came of it.

Two thousand at most: where nothing limits it, the test fails and the machine does not.
"""

import os
import select
import time

from tests.servers.by_hand import serve, tool

GENERATIONS = 11
QUIET_SECONDS = 0.5


def multiply(births: int) -> None:
    """Returns in the first process alone; the others stay."""
    first = os.getpid()
    for _ in range(GENERATIONS):
        try:
            if os.fork() == 0:
                os.write(births, b".")
        except OSError:
            time.sleep(0.01)
    if os.getpid() != first:
        time.sleep(600)


def counted(births: int) -> int:
    """Until none is born for a while."""
    born = 0
    while select.select([births], [], [], QUIET_SECONDS)[0]:
        born += len(os.read(births, 4096))
    return born


if __name__ == "__main__":
    told, tell = os.pipe()
    multiply(tell)
    serve([tool("forked", str(counted(told)))])
