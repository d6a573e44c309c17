"""The three standard streams, made to take whatever is said."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

NAMES = ("stdin", "stdout", "stderr")


def mend() -> None:
    """A closed stream leads nowhere; a letter that a locale lacks is written as its escape."""
    for name in NAMES:
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115 - to the end
        elif isinstance(stream, TextIOWrapper) and name != "stdin":
            stream.reconfigure(errors="backslashreplace")


def give_up_output() -> None:
    """What stdout could not take is forgotten, so that Python's end does not try again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):  # it may be no file, in a test
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
