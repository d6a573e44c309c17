"""Recipes → files in a folder, by several processes where there is much to make."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path

from catalog.errors import InputError
from publisher.site.piece import Recipe

FEW = 64
"""Recipes that are quicker made here than it takes to start processes."""

AHEAD = 4
"""Recipes for each process that wait with all that they are made of."""

Sizes = dict[str, int]
"""The size of each file that a recipe made, by its address."""


def make_all(recipes: Iterable[Recipe], root: Path) -> Iterator[Sizes]:
    """Make the files of all recipes below `root`, whose folders are there already.

    Yields what each has made, in the order of the recipes. Raises InputError where one of
    the processes is killed, as systems do that are short of memory.
    """
    waiting = iter(recipes)
    first = list(islice(waiting, FEW))
    if len(first) < FEW:
        yield from (make(each, str(root)) for each in first)
        return
    with _processes() as pool:
        yield from _by(pool, chain(first, waiting), str(root))


def make(recipe: Recipe, root: str) -> Sizes:
    """Make the files of one recipe. Raises OSError; none of them may be there already."""
    sizes: Sizes = {}
    for file in recipe():
        path = f"{root}/{file.address}"
        with open(path, "xb") as writing:  # noqa: PTH123 - by the hundred thousand
            writing.write(file.content)
        sizes[file.address] = len(file.content)
    return sizes


def _by(pool: ProcessPoolExecutor, recipes: Iterable[Recipe], root: str) -> Iterator[Sizes]:
    running: deque[Future[Sizes]] = deque()
    try:
        for each in recipes:
            running.append(pool.submit(make, each, root))
            if len(running) > AHEAD * _cores():
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    except BrokenProcessPool as error:
        raise InputError(
            "a process that makes pages was killed, perhaps for want of memory; the site stays "
            "as it was; free memory and publish again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _processes() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(_cores(), context, initializer=_start)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start() -> None:
    """Let the parent alone hear Ctrl-C, and end when it does, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
