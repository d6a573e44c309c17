"""What is running is ended whole, whether it hangs or the user has had enough."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.model.snapshot import Snapshot
from catalog.taxonomy import Reason
from crawler.introspection import cgroups, install
from crawler.introspection.introspect import introspect_all
from crawler.introspection.process import living_in
from crawler.introspection.sandbox import Tier
from crawler.introspection.scratch import LOCK, sweep
from tests.crawler.hosting import TIERS, a_package, a_server, pack, wait_until, why_skipped

STARTED_SECONDS = 90

DRIVER = """
import sys
from crawler.introspection.introspect import introspect_all
from crawler.introspection.sandbox import Tier
from tests.crawler.hosting import a_package, a_server
servers = [a_server(a_package(name)) for name in sys.argv[2:]]
introspect_all(servers, Tier(sys.argv[1]), print, started=lambda each: print(each.id, flush=True))
"""


def test_a_hanging_package_manager_is_ended_with_its_children(
    tmp_path: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = tmp_path / "bin" / "npm"
    manager.parent.mkdir()
    manager.write_text("#!/bin/sh\nsleep 600 &\nsleep 600\n")
    manager.chmod(0o755)
    monkeypatch.setenv("PATH", f"{manager.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(install, "INSTALL_SECONDS", 1)
    monkeypatch.setattr("crawler.introspection.introspect.runtimes", lambda: {"npm"})
    found: list[Snapshot] = []
    introspect_all([a_server(a_package("x", "npm", "1.0.0"))], Tier.NONE, found.append)
    skipped = why_skipped(found[0].outcome)
    assert (skipped.reason, skipped.phase) == (Reason.TIMED_OUT, "install")
    assert living_in(folders) == []


@pytest.mark.parametrize("tier", TIERS)
def test_an_interrupt_leaves_no_process_and_no_folder(
    tier: Tier, house: Path, folders: Path
) -> None:
    names = [pack(name, house) for name in ("silent", "deaf_and_silent")]
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, tier.value, *names],
        env={**os.environ, "TMPDIR": str(folders)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as driver:
        wait_until(lambda: len(_servers_in(folders)) >= len(names), STARTED_SECONDS)
        driver.send_signal(signal.SIGINT)
        _, errors = driver.communicate(timeout=15)  # the servers would be given 20 s
    assert driver.returncode == -signal.SIGINT
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert list(folders.iterdir()) == []
    wait_until(lambda: living_in(folders) == [])


@pytest.mark.parametrize("tier", TIERS)
def test_a_kill_leaves_no_process_and_the_next_run_finds_the_folders(
    tier: Tier, house: Path, folders: Path
) -> None:
    names = [pack(name, house) for name in ("silent", "deaf_and_silent")]
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, tier.value, *names],
        env={**os.environ, "TMPDIR": str(folders)},
        stdout=subprocess.DEVNULL,
    ) as driver:
        wait_until(lambda: len(_servers_in(folders)) >= len(names), STARTED_SECONDS)
        sweep()
        assert len(list(folders.iterdir())) == len(names)  # locked: of a run that lives
        driver.kill()
    wait_until(lambda: living_in(folders) == [])
    groups = [group for each in folders.iterdir() for group in cgroups.named(each.name)]
    assert len(list(folders.iterdir())) == len(names)
    sweep()
    assert list(folders.iterdir()) == []
    assert not [each for each in groups if each.exists()]


def test_the_next_run_ends_what_an_unsealed_server_left(folders: Path) -> None:
    left = folders / "toolrisk-left"
    (left / "home").mkdir(parents=True)
    (left / LOCK).touch()
    with subprocess.Popen(["sleep", "600"], cwd=left / "home") as orphan:
        sweep()
        assert orphan.wait(10) == -signal.SIGKILL
    assert list(folders.iterdir()) == []


def test_what_is_no_folder_of_a_run_is_left_alone(folders: Path) -> None:
    (folders / "toolrisk-notes").mkdir()
    (folders / "toolrisk-file").touch()
    (folders / "toolrisk-link").symlink_to(folders.parent)
    (folders.parent / LOCK).touch()
    sweep()
    assert len(list(folders.iterdir())) == 3


def _servers_in(folders: Path) -> list[int]:
    """Processes that run out of an installed prefix, each server's innermost one."""
    return [
        pid
        for pid in living_in(folders)
        if b"/prefix/bin/toolrisk-test-" in _command(pid) and b"bwrap" not in _command(pid)
    ]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
