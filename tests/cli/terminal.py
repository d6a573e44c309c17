"""Commands on a terminal of so many columns: what stands on it when they are done."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

from cli.main import main

CONTROL = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])")


def on_terminal(columns: int, *argv: str) -> list[str]:
    """The rows that the command leaves on a terminal, without their colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 500, columns, 0, 0))
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
    """What a terminal makes of it, as far as Rich's bars go: rows, erasing, going up."""
    rows, row, column, at = [""], 0, 0, 0
    while at < len(written):
        if control := CONTROL.match(written, at):
            at = control.end()
            if control[2] == "A":
                row = max(0, row - int(control[1] or 1))
            elif control[2] == "K":
                rows[row] = ""
            continue
        letter = written[at]
        at += 1
        if letter == "\r":
            column = 0
        elif letter == "\n" or column == columns:
            row, column = row + 1, 0
            rows += [""] * (row + 1 - len(rows))
        if letter not in "\r\n":
            rows[row] = f"{rows[row]:{column}}"[:column] + letter + rows[row][column + 1 :]
            column += 1
    return rows
