"""What a model may say instead of an answer, written by hand: hostile_answers.jsonl.

Each line has the raw `content` of a chat completion about one tool, and the `field` of it
that is wrong; `valid` where it is an answer all the same. `fill` says for a sign in it which
words it stands for, and how often: what is huge is told shortly.
"""

import json
from pathlib import Path

from catalog.model.value import Value

MARK = "9f2c71aa"
"""The mark of the request that is answered."""


class HostileAnswer(Value):
    """A content, and what is wrong with it."""

    name: str
    field: str
    valid: bool
    content: str
    fill: dict[str, tuple[str, int]]

    @property
    def text(self) -> str:
        """The content with all that it stands for."""
        text = self.content
        for sign, (words, times) in self.fill.items():
            text = text.replace(sign, words * times)
        return text


def _answer(line: str) -> HostileAnswer:
    row = json.loads(line)  # lone surrogates stay: pydantic and orjson refuse them
    fill = {sign: (words, times) for sign, (words, times) in row.get("fill", {}).items()}
    return HostileAnswer.known(**{**row, "fill": fill})


HOSTILE = tuple(
    _answer(line)
    for line in Path(__file__).with_name("hostile_answers.jsonl").read_text("utf-8").split("\n")
    if line
)
