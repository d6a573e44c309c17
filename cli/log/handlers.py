"""Where events go: lines added to a file, and the terminal."""

import errno
import logging
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from catalog.errors import InputError

START = b'{"time": "'
"""How every line of ours starts, so that nothing else is ever added to."""


class Terminal(logging.Handler):
    """Standard error as it is when the event happens: above a progress bar while one is shown."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # nobody listens any more, which is no reason to stop
            sys.stderr.write(f"{self.format(record)}\n")


class LogFile(logging.Handler):
    """A file that lines are added to, each by one write, so that several processes may share it.

    Raises InputError where the file cannot be opened, or the first line not be written. When
    a later one cannot, that is said once, and the work goes on without a log.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._begun = False
        try:
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise self._unusable(str(error.strerror)) from error
        if stat.S_ISREG(os.fstat(self._file).st_mode):
            self._go_on()

    def emit(self, record: logging.LogRecord) -> None:
        if self._file < 0:
            return
        try:
            self._write(f"{self.format(record)}\n".encode())
        except OSError as error:
            if not self._begun:
                raise self._unusable(str(error.strerror)) from error
            self.close()
            sys.stderr.write(
                f"toolrisk: the log {self._path} cannot be written any more: {error.strerror}; "
                "the work goes on without it\n"
            )
        self._begun = True

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        super().close()

    def _go_on(self) -> None:
        """After what is in the file: lines of ours, of which the last may be half a line."""
        size = os.fstat(self._file).st_size
        if not START.startswith(os.pread(self._file, len(START), 0)):
            self.close()
            raise self._unusable("it holds something else")
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            self._write(b"\n")

    def _write(self, data: bytes) -> None:
        while data:
            written = os.write(self._file, data)
            if not written:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            data = data[written:]

    def _unusable(self, why: str) -> InputError:
        return InputError(f"cannot write the log {self._path}: {why}; name another with --log")
