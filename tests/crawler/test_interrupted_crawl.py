"""Ctrl-C while a registry does not answer, in a process of its own, as a user has it."""

import signal
import socket
import subprocess
import sys

CRAWL = """
import signal, sys
from crawler.crawl import crawl
from crawler.pace import Pace
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    crawl(["official=" + sys.argv[1]], {}, print, Pace(delay=0, pause=3600, timeout=3600))
except KeyboardInterrupt:
    sys.exit(130)
"""


def interrupted(answer: bytes) -> subprocess.CompletedProcess[str]:
    """Interrupt the crawl once it has sent its request and got `answer`; then it may wait."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        command = [sys.executable, "-X", "dev", "-W", "error", "-c", CRAWL, address]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)
                if answer:
                    connection.recv(1)
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(command, process.returncode, out, err)


def noise(process: subprocess.CompletedProcess[str]) -> list[str]:
    """What Python's development mode has to say, but for how long our imports took."""
    return [each for each in process.stderr.splitlines() if not each.startswith("Executing <")]


def test_ctrl_c_ends_a_crawl_that_waits_for_an_answer() -> None:
    process = interrupted(b"")
    assert (process.returncode, process.stdout, noise(process)) == (130, "", [])


def test_ctrl_c_ends_a_crawl_that_waits_before_a_retry() -> None:
    process = interrupted(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert (process.returncode, process.stdout, noise(process)) == (130, "", [])
