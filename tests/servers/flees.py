"""Leaves a process that has nothing of it: no session, folder, environment, pipe or parent."""

import os
import subprocess
import sys

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    waits = [sys.executable, "-S", "-c", "import time; time.sleep(600)", sys.argv[1]]
    if os.fork() == 0:
        subprocess.Popen(
            waits, start_new_session=True, env={}, cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os._exit(0)
    os.wait()
    if "silent" in sys.argv:
        import time

        time.sleep(600)
    serve([tool("look")])
