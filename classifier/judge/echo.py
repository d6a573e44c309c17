"""Whether a rationale repeats what only the request should hold: its mark, its instructions.

Who obeys a tool that asks for them may obey it in the rest, too.
"""

import re
import unicodedata
from functools import cache

from classifier.judge.prompt import load_prompt

RUN = 6
"""Words in a row that are no coincidence."""
_TAUGHT = ("category", "effects", "risk")
"""Parts of the prompt whose words a rationale may well use."""
_WORD = re.compile(r"\w+")


def echo(rationale: str, mark: str) -> str | None:
    """What the rationale repeats; None where it repeats nothing."""
    plain = unicodedata.normalize("NFKD", rationale).casefold()
    if mark in "".join(each for each in plain if each.isalnum()):
        return "the mark of the request"
    if not _instructions().isdisjoint(_runs(plain)):
        return "the instructions"
    return None


@cache
def _instructions() -> frozenset[str]:
    parts = load_prompt().text.split("\n## ")
    kept = [each for each in parts if not each.startswith(_TAUGHT)]
    return frozenset(run for each in kept for run in _runs(each.casefold()))


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
