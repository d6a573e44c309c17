"""A command that is told to stop does so, says so, and leaves a whole catalog."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.store.catalog import open_catalog

SLOW = """
import sys, time
import cli.steps.crawl
from cli.main import main

def slow(*_):
    print("started", flush=True)
    time.sleep(60)

cli.steps.crawl.crawl = slow
sys.exit(main(["crawl", "starter", "--catalog", sys.argv[1]]))
"""


BEHIND_A_SCRIPT = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
"""A shell without a terminal starts what ends in `&` like this."""

NOHUP = ("sh", "-c", "trap '' HUP; exec \"$@\"", "sh")


@pytest.mark.parametrize("shell", [(), BEHIND_A_SCRIPT])
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_told_to_stop(
    told: signal.Signals, shell: tuple[str, ...], tmp_path: Path
) -> None:
    location = str(tmp_path / "catalog.db")
    command = [*shell, sys.executable, "-c", SLOW, location]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        process.send_signal(told)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.strip().startswith("toolrisk: interrupted")
    with open_catalog(location, must_exist=True):
        pass


def test_nohup_is_kept(tmp_path: Path) -> None:
    command = [*NOHUP, sys.executable, "-c", SLOW, str(tmp_path / "catalog.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
