"""What a program and all that it starts take of the machine."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks."""


def memory_of(running: subprocess.Popen[bytes]) -> float:
    """Wait for its end; megabytes of it and its descendants at most, shared pages once."""
    most = 0.0
    while running.poll() is None:
        most = max(most, sum(map(_megabytes, _family(running.pid))))
        time.sleep(EVERY)
    return most


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # it has ended by now
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _megabytes(pid: int) -> float:
    with suppress(OSError):  # as above
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
