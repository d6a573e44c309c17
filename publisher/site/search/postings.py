"""Ascending numbers → a short text that is safe within quotes, and quickly read in a browser.

Each number is told by its distance from the one before, in digits of five bits, highest
first; a number's last digit is from the second half of the alphabet. Where that is longer:
`!` and a bit for every number that could be there, six in a letter.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import sub

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BITS = "!"
_HALF = 32


def written(numbers: Sequence[int], among: int) -> str:
    """The ascending `numbers`, each below `among`: at most a letter for six of these."""
    steps = map(sub, numbers, chain((0,), numbers))
    text = "".join(map(_spelled(among).__getitem__, steps))
    return text if len(text) * 6 <= among else BITS + _bits(numbers, among)


@lru_cache(maxsize=1)
def _spelled(among: int) -> list[str]:
    """Each distance below `among` in digits; looked up, as there are millions to write."""
    last = ALPHABET[_HALF:]
    found = list(last[:among])
    for step in range(_HALF, among):
        digits, rest = last[step % _HALF], step // _HALF
        while rest:
            digits, rest = ALPHABET[rest % _HALF] + digits, rest // _HALF
        found.append(digits)
    return found


def _bits(numbers: Sequence[int], among: int) -> str:
    whole = bytearray(b"0" * (among + -among % 24))
    for number in numbers:
        whole[number] = ord("1")
    return b64encode(int(whole, 2).to_bytes(len(whole) // 8, "big")).decode()
