"""As root most of what holds a server is not needed to hold it: the tests again, as nobody."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534
SYSTEM_PYTHON = Path(f"/usr/bin/python3.{sys.version_info.minor}")
TESTS = ("tests/crawler/test_sandbox.py", "tests/crawler/test_torture.py")
WHICH = "reaches_nothing or no_variable or flees or fork_bomb"


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="all tests are an ordinary user's here")
@pytest.mark.skipif(not SYSTEM_PYTHON.exists(), reason=f"no {SYSTEM_PYTHON}")
def test_sandboxes_hold_for_an_ordinary_user(tmp_path: Path) -> None:
    home = Path("/tmp") / f"toolrisk-nobody-{os.getpid()}"  # noqa: S108, nobody cannot read ours
    temporary = home / "tmp"
    for each in (home, temporary):
        each.mkdir(mode=0o700)
        os.chown(each, NOBODY, NOBODY)
    path = f"{ROOT}:{sysconfig.get_paths()['purelib']}"
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "PYTHONPATH": path,
        "TMPDIR": str(temporary),
    }
    command = [str(SYSTEM_PYTHON), "-B", "-m", "pytest", "-p", "no:cacheprovider", *TESTS]
    try:
        ran = subprocess.run(
            [*command, "-k", WHICH], user=NOBODY, group=NOBODY, extra_groups=[], cwd=ROOT,
            env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
    finally:
        subprocess.run(["rm", "-rf", str(home)], check=True)
    if "No module named" in ran.stderr or "Permission denied" in ran.stderr:
        pytest.skip("nobody cannot reach the tests here")
    assert ran.returncode == 0, ran.stdout
