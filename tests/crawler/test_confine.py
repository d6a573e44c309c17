"""How many processes a server may start is told apart from those of others of its user."""

import os
import subprocess

import pytest

from crawler.introspection.cage.confine import threads_of
from crawler.introspection.cage.namespaces import NOBODY


@pytest.mark.skipif(os.getuid() != 0, reason="only root can start another user's process")
def test_processes_are_counted_of_the_user_that_the_server_becomes() -> None:
    own, nobodys = threads_of(os.getuid()), threads_of(NOBODY)
    sleepers = [
        subprocess.Popen(["sleep", "60"], user=NOBODY, group=NOBODY, extra_groups=[])
        for _ in range(40)
    ]
    try:
        assert threads_of(NOBODY) >= nobodys + 30  # others of nobody may end meanwhile
        assert threads_of(os.getuid()) < own + 30
    finally:
        for each in sleepers:
            each.kill()
            each.wait()


def test_a_user_without_processes_has_none() -> None:
    assert threads_of(987_654) == 0
