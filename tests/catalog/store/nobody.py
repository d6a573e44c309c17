"""Code run by somebody who owns nothing, for what root may do and users may not."""

import os
import shutil
import subprocess
import sys

import pytest

NOBODY = 65_534


def as_nobody(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code as somebody who owns nothing."""
    if os.geteuid():
        drop: list[str] = []
    elif shutil.which("setpriv"):
        drop = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"]
    else:
        pytest.skip("root may write everything, and there is no setpriv to be another")
    command = [*drop, sys.executable, "-c", code, *arguments]
    if subprocess.run([*drop, sys.executable, "-c", "import catalog"], check=False).returncode:
        pytest.skip("nobody else can run this Python")
    return subprocess.run(command, capture_output=True, text=True, check=False)
