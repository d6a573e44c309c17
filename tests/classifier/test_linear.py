"""No regular expression of the rules takes more steps than a text has characters, times a bound.

Every one that is compiled by the classifier is run through hostile texts made out of its own
parts, at two lengths, and its steps are counted.
"""

import json
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.classifier.regex_steps import Search, longest_repeat, parsed, pieces

ROOT = Path(__file__).parents[2]
SHORT, TIMES = 100, 4
SPARE = 1.3
"""How much more than as many steps a longer text may take, as its ends count for less."""
MOST = 100_000
"""Steps after which no more are counted."""
LONG = 33
"""Times of a repeat that is no constant."""
ENDS = ("", "\x00")
ANY = ("a", "A", "0", " ", "\n", "- ", "a ", ": ", "\u200b", "\u0430", "删", "%4", "&#", "\\x")
LISTED = """
import json, re, sys
found = {}
compiled = re._compile
def note(pattern, flags):
    if "classifier" in sys._getframe(2).f_code.co_filename and isinstance(pattern, str):
        found[pattern, int(flags)] = None
    return compiled(pattern, flags)
re._compile = note
from classifier.classify import classify
from tests.classifier.test_attacks import ATTACKS, attacked
for each in ATTACKS:
    classify(*attacked(each))
print(json.dumps(list(found)))
"""


def compiled() -> list[tuple[str, int]]:
    """Every pattern that the classifier compiles, with its flags."""
    told = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [(pattern, flags) for pattern, flags in json.loads(told.stdout)]


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, int]]:
    return compiled()


def steps(pattern: str, flags: int, text: str) -> int:
    return Search(parsed(pattern, flags), flags, text, MOST).steps


def excess(pattern: str, flags: int) -> float:
    """How many times as many steps for each character the longer of two hostile texts takes."""
    worst = 0.0
    for piece in islice(sorted({*pieces(parsed(pattern, flags)), *ANY}), 60):
        for end in ENDS:
            short, long = (
                piece * (size // len(piece) + 1) + end for size in (SHORT, SHORT * TIMES)
            )
            taken = [steps(pattern, flags, each) for each in (short, long)]
            if max(taken) > MOST:
                return float("inf")
            worst = max(worst, taken[1] / len(long) / (taken[0] / len(short)))
    return worst


def test_every_pattern_is_linear(patterns: list[tuple[str, int]]) -> None:
    repeating = [each for each in patterns if longest_repeat(parsed(*each)) >= LONG]
    assert len(repeating) > 20
    for pattern, flags in repeating:
        assert excess(pattern, flags) < SPARE, pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:(?:0x)?[0-9a-f]{2}[ ,]){11,}[0-9a-f]{2}",  # one that was there once
        r"[a-z]+:",
        r"(?:a|ab?)*c",
        r"\s+\n",
        r"(?:x*)*y",
    ],
)
def test_one_that_is_not_linear_is_found(pattern: str) -> None:
    assert re.compile(pattern)
    assert longest_repeat(parsed(pattern, 0)) >= LONG
    assert excess(pattern, 0) > SPARE
