"""How many processes a server may start is told apart from those of others of its user."""

import os
import subprocess

import pytest

from crawler.introspection.cage.confine import threads_of

SOMEBODY = 987_654
"""A user that nothing else runs as."""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can start another user's process")
def test_processes_are_counted_of_the_user_that_is_asked_for() -> None:
    asleep = ["sleep", "60"]
    sleepers = [
        subprocess.Popen(asleep, user=SOMEBODY, group=SOMEBODY, extra_groups=[]) for _ in range(5)
    ]
    try:
        assert threads_of(SOMEBODY) == len(sleepers)
    finally:
        for each in sleepers:
            each.kill()
            each.wait()


def test_a_user_without_processes_has_none() -> None:
    assert threads_of(SOMEBODY + 1) == 0
