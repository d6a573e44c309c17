"""The processes that came of one, found in /proc and ended whole."""

import os

SIGSTOP, SIGKILL = 19, 9


def end(root: int) -> None:
    """SIGKILL to all descendants of a process, but not to itself.

    They are stopped before they are killed: a stopped process starts no other, and still
    counts against the limit that a fork bomb has reached.
    """
    stopped: list[int] = []
    while fresh := [each for each in descendants(root) if each not in stopped]:
        signal_each(fresh, SIGSTOP)
        stopped += fresh
    signal_each(stopped, SIGKILL)


def descendants(root: int) -> list[int]:
    """Children before grandchildren: a namespace's first process takes the rest with it."""
    family = [root]
    for each in family:
        family.extend(_children(each))
    return family[1:]


def signal_each(processes: list[int], number: int) -> None:
    for each in processes:
        try:
            os.kill(each, number)
        except (ProcessLookupError, PermissionError):
            pass  # it is gone, or another user's


def _children(process: int) -> list[int]:
    """Of all threads: each has children of its own."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children") as file:
                found.extend(map(int, file.read().split()))
    except OSError:
        pass  # it is gone
    return found
