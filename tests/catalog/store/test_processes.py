"""Several processes write one catalog at once: each waits for its turn, and nothing is lost."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from catalog.store import integrity, listings, servers
from catalog.store.catalog import open_catalog
from tests.catalog.store.whole import said
from tests.catalog.store.writer import main

NAMES, ITEMS = ("ann", "bob", "cid"), 3


def writer(location: str, name: str) -> subprocess.Popen[str]:
    """A process that writes so many items under a name."""
    command = [sys.executable, "-m", "tests.catalog.store.writer", location, name, str(ITEMS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(writers: Sequence[subprocess.Popen[str]]) -> None:
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")


def test_processes_that_write_at_once_lose_nothing(location: Callable[[], str]) -> None:
    together = location()
    finish([writer(together, name) for name in NAMES])
    with open_catalog(together) as store:
        assert integrity.faults(store) == ()
        assert len(listings.current(store)) == len(list(servers.every(store))) == 9
        left = said(store)
    in_turn = location()
    for name in NAMES:
        main(in_turn, name, ITEMS)
    with open_catalog(in_turn) as store:
        assert said(store) == left
