"""Ignores whatever asks it to end, and never says a word."""

import signal
import time

if __name__ == "__main__":
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    time.sleep(600)
