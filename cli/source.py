"""The text of a file that a person named, piece by piece, as UTF-8 whatever it was written in.

Nothing is held here but the piece in hand, so that a file of any length can be gone through.
"""

import codecs
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import cast

from catalog.errors import InputError
from catalog.reading import ENTRY_BYTES

PIECE = 1 << 20
"""Bytes read at once."""

STDIN = "-"


def pieces(name: str, wanted: str) -> Iterator[bytes]:
    """The text of the file `name` (`-`: standard input); `wanted` says what should be in it.

    Raises InputError, at once where it cannot be opened, later where it cannot be read on.
    """
    try:
        file = _stdin() if name == STDIN else Path(name).open("rb")  # noqa: SIM115 - _read closes it
    except (OSError, ValueError) as error:
        raise _unreadable(name, wanted, error) from error
    if _endless(file):
        file.close()
        raise InputError(f"{name} is a device, which has no end; give {wanted}")
    return _read(file, name, wanted)


def lines(text: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a text; of one that is longer than an entry may be, only so much as tells.

    That much comes at once, since it may have no end.
    """
    begun = bytearray()
    told = False
    for piece in text:
        *ended, rest = piece.split(b"\n")
        if ended:
            if not told:
                yield from (bytes(begun) + ended[0]).splitlines() or [b""]
            for each in ended[1:]:
                yield from each.splitlines() or [b""]
            begun.clear()
            told = False
        if not told:
            begun += rest
            if told := len(begun) > ENTRY_BYTES:
                yield bytes(begun)
    if not told:
        yield from bytes(begun).splitlines()


def _stdin() -> BufferedReader:
    return cast("BufferedReader", sys.stdin.buffer)


def _endless(file: BufferedReader) -> bool:
    """Whether it is a device like /dev/zero; a terminal has an end, and /dev/null is one."""
    try:
        kind = os.fstat(file.fileno())
    except (OSError, ValueError):  # what stands in for standard input in a test has no number
        return False
    device = stat.S_ISCHR(kind.st_mode) or stat.S_ISBLK(kind.st_mode)
    return device and not file.isatty() and kind.st_rdev != Path(os.devnull).stat().st_rdev


def _read(file: BufferedReader, name: str, wanted: str) -> Iterator[bytes]:
    try:
        yield from _in_utf8(iter(lambda: file.read1(PIECE), b""))
    except UnicodeDecodeError as error:
        raise InputError(f"{name} begins as {error.encoding}, but is not; give {wanted}") from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, wanted, error) from error
    finally:
        if name != STDIN:
            file.close()


def _in_utf8(read: Iterator[bytes]) -> Iterator[bytes]:
    """UTF-8 goes by untouched, good or bad: what is bad in it is told of the entry it is in."""
    first = next(read, b"")
    encoding = _encoding(first)
    if encoding == "utf-8":
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from read
        return
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    for piece in chain((first,), read):
        yield decoder.decode(piece).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")


def _encoding(start: bytes) -> str:
    """What the first letters tell: a byte order mark, or how zeros stand between two of ASCII."""
    guess = json.detect_encoding(start)
    if guess.startswith("utf-8"):
        return "utf-8"
    marked = guess in ("utf-16", "utf-32")
    return guess if marked or start[:8].decode(guess, "replace")[:2].isascii() else "utf-8"


def _unreadable(name: str, wanted: str, error: Exception) -> InputError:
    why = getattr(error, "strerror", None) or error
    return InputError(f"cannot read {name or repr(name)}: {why}; give {wanted}")
