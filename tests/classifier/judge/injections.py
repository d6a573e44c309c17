"""Definitions that try to talk a model that judges them down, written by hand.

Each line of injections.jsonl is one, as `classify --file` reads it: `plain` beside it is the
same definition without the attack, and `hard` says that the rules know what its tool does.
"""

from pathlib import Path
from typing import Any

import orjson

from catalog.model.tool import Context, Tool
from catalog.model.value import Value
from catalog.reading import read_tool


class Given(Value):
    """A definition with what its server says of itself."""

    tool: Tool
    context: Context


class Injection(Value):
    """An attack: its kind, its language, and the definition with it and without it."""

    attack: str
    lang: str
    hard: bool
    given: Given
    plain: Given

    @property
    def name(self) -> str:
        return f"{self.attack}-{self.plain.tool.name}"


def _given(row: Any) -> Given:
    tool = read_tool(row["tool"])
    assert isinstance(tool, Tool)
    return Given(tool=tool, context=Context(**row["server"]))


def _injection(line: str) -> Injection:
    row = orjson.loads(line)
    said = {key: row[key] for key in ("attack", "lang", "hard")}
    return Injection(**said, given=_given(row), plain=_given(row["plain"]))


INJECTIONS = tuple(
    _injection(line)
    for line in Path(__file__).with_name("injections.jsonl").read_text("utf-8").split("\n")
    if line
)
HARD = tuple(each for each in INJECTIONS if each.hard)
UNSURE = tuple(each for each in INJECTIONS if not each.hard)
