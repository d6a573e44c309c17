"""The three standard streams, made to take whatever is said."""

import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from publisher.site.visible import in_one_line

NAMES = ("stdin", "stdout", "stderr")
SIZES = ("COLUMNS", "LINES")
"""A terminal's size, where somebody has said; Rich fails on what is no number of that order."""

_SIZE = re.compile("[0-9]{1,5}")


def mend() -> None:
    """A closed stream leads nowhere; a letter that a locale lacks is written as its escape."""
    for name in NAMES:
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115 - to the end
        elif isinstance(stream, TextIOWrapper) and name != "stdin":
            stream.reconfigure(errors="backslashreplace")
    for name in SIZES:
        if not _SIZE.fullmatch(os.environ.get(name, "")):
            os.environ.pop(name, None)


def complain_of(line: str) -> None:
    """One line on stderr; where that is full, the exit code alone has to tell."""
    try:
        print(f"toolrisk: {in_one_line(line)}", file=sys.stderr, flush=True)  # noqa: T201 - here alone
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO) -> None:
    """What the stream could not take is forgotten, so that Python's end does not try again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):  # it may be no file, in a test
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
