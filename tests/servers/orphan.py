"""Leaves a child in a session of its own, which holds the pipes, and crashes or serves on."""

import subprocess
import sys

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    child = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
    subprocess.Popen(child, start_new_session=True)
    if "crash" in sys.argv:
        sys.exit("left it behind")
    serve([tool("look")])
