"""Takes more memory than one process may have, and more than all of them may: tells how it went."""

import os
import time

from tests.servers.by_hand import serve, tool

HUGE = 3 << 30
SHARE = 60 << 20


def taken() -> str:
    try:
        bytearray(HUGE)
    except MemoryError:
        return "refused"
    return "taken"


def survivors(children: int) -> int:
    """How many processes could keep their share, held until all have tried."""
    family = [os.fork() or hold() for _ in range(children)]
    return sum(os.waitpid(each, 0)[1] == 0 for each in family)


def hold() -> int:
    share = b"x" * SHARE
    time.sleep(1)
    os._exit(not share)


if __name__ == "__main__":
    serve([tool("one", taken()), tool("all", str(survivors(4)))])
