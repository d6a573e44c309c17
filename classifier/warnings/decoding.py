"""Runs of characters that stand for other characters, and what they stand for."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator

import re2

BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,}={0,2}")
BASE32 = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{32,}")
HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){16,}")
_LONG = re2.compile(r"[A-Za-z0-9+/_-]{32,}")
"""Each of these is in one such; RE2 passes over all else in no time."""
PAIRS = re.compile(
    r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:]{1,2}){11,}(?:[0-9A-Fa-f]{2})?|(?:\\x[0-9A-Fa-f]{2}){6,}"
)
BITS = re.compile(r"(?:[01]{8}[ ,]{0,2}){8,}")
CODES = re.compile(r"(?:(?<!\d)\d{2,3}[ ,;]{1,2}){11,}(?:\d{2,3})?")

MANY = 12
"""Bytes of the shortest text that is decoded."""
LONGEST = 4096
"""Characters of a run that are decoded: enough to know what it is."""
_LETTERS = 0.65
_NOT_LATIN = "\u02ff"
"""The last of the Latin letters."""
_BYTE = 8


Decoded = Iterator[tuple[re.Match[str], bytes]]
"""Each run of a text, and the words that it stands for; a run may stand for several."""


def decoded(words: str) -> Decoded:
    """What stands for words, in a run or a row."""
    yield from _decoded(words, _RUNS)
    yield from _decoded(words, _ROWS)


def has_coded_run(words: str) -> bool:
    """Whether a run of letters and digits stands for words."""
    return any(next(_decoded(run, _RUNS), None) for run in _LONG.findall(words))


def _decoded(words: str, codes: "Codes") -> Decoded:
    if len(words) < 2 * MANY:
        return
    for pattern, decode in codes:
        for run in pattern.finditer(words):
            for data in decode(run[0][:LONGEST]):
                if _reads(data):
                    yield run, data


def _base64(run: str) -> Iterator[bytes]:
    """A run may begin with letters that are not its own."""
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    for start in range(4):
        try:
            yield base64.b64decode(run[start : start + (len(run) - start) // 4 * 4])
        except binascii.Error:
            continue


def _base32(run: str) -> Iterator[bytes]:
    yield base64.b32decode(run[: len(run) // 8 * 8])


def _hex(run: str) -> Iterator[bytes]:
    digits = re.sub(r"0x|\\x|[ ,:]", "", run)
    yield bytes.fromhex(digits[: len(digits) // 2 * 2])


def _bits(run: str) -> Iterator[bytes]:
    digits = re.sub("[ ,]", "", run)
    yield bytes(int(digits[at : at + _BYTE], 2) for at in range(0, len(digits) - _BYTE + 1, _BYTE))


def _codes(run: str) -> Iterator[bytes]:
    codes = [int(each) for each in re.findall(r"\d{2,3}", run)]
    if max(codes) < 1 << _BYTE:
        yield bytes(codes)


Codes = tuple[tuple[re.Pattern[str], Callable[[str], Iterator[bytes]]], ...]
_RUNS: Codes = ((BASE64, _base64), (BASE32, _base32), (HEX, _hex))
_ROWS: Codes = ((PAIRS, _hex), (BITS, _bits), (CODES, _codes))


def _reads(data: bytes) -> bool:
    """Whether the bytes are words: mostly letters, with spaces between those that are Latin."""
    if len(data) < MANY:
        return False
    try:
        said = data.decode()
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3:  # not just the last character cut
            return False
        said = data[: error.start].decode()
    if " " not in said and sum(each > _NOT_LATIN for each in said) < len(said) / 2:
        return False
    letters = sum(each.isalpha() or each == " " for each in said)
    return said.replace("\n", " ").isprintable() and letters >= _LETTERS * len(said)
