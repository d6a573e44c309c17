"""Ignores SIGTERM, hangups and the end of its input."""

import signal
import time

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    serve([tool("look")])
    time.sleep(600)
