"""Commands on a terminal of so many columns: what stands on it when they are done."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pyte
import pytest

from cli.main import main

ROWS = 500


def on_terminal(columns: int, *argv: str) -> list[str]:
    """The rows that the command leaves on a terminal, without their colours."""
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine makes no terminals: {error}")
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    home = str(Path(main.__code__.co_filename).parents[1])
    environment = os.environ | {"PYTHONPATH": home, "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", *argv],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    ):  # fmt: skip
        os.close(theirs)
        written = _read(ours)
    os.close(ours)
    return [row.rstrip() for row in _screen(written, columns)]


def _read(terminal: int) -> str:
    data = b""
    while True:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # Linux says so that the other side is closed
            more = b""
        if not more:
            return data.decode()
        data += more


def _screen(written: str, columns: int) -> list[str]:
    """What a terminal makes of it, as far as its cursor came."""
    screen = pyte.Screen(columns, ROWS)
    pyte.Stream(screen).feed(written)
    return list(screen.display[: screen.cursor.y + 1])
