"""kill -9 at random moments of a run: the catalog stays whole, and the next run goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 100


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_a_run_that_is_killed_again_and_again_ends_as_one_never_disturbed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.catalog.store.killing", str(tmp_path), str(KILLS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    killed = json.loads(done.stdout)
    assert sum(killed.values()) >= KILLS
    assert all(killed[step] for step in ("crawl", "introspect", "classify", "publish"))
