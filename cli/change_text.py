"""What changed in a tool's definition, a line for each member that differs."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from catalog.model.history import Change
from cli.wording import reworded
from publisher.excerpt import NAME, QUOTE, cut
from publisher.words.places import place

LINES = 20
"""Lines for one tool."""


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """At most LINES of them, and then that there are more."""
    if not changes:
        yield "it says the same in other bytes"
    lines = (line for each in changes for line in _lines(each))
    yield from islice(lines, LINES)
    if next(lines, None) is not None:
        yield "and more, which --json tells"


def _lines(change: Change) -> Iterator[str]:
    where = cut(place(change.path), NAME)
    if change.kind == "added":
        yield f"{where} is new: {_said(change.after)}"
    elif change.kind == "removed":
        yield f"{where} is gone: {_said(change.before)}"
    elif isinstance(change.before, str) and isinstance(change.after, str):
        yield from (f"{where}: {words}" for words in _words(change.before, change.after))
    else:
        yield f"{where}: {_said(change.before)} → {_said(change.after)}"


def _words(old: str, new: str) -> Iterator[str]:
    told = False
    for was, now in reworded(old, new):
        told = True
        yield f"{_quoted(was)} → {_quoted(now)}"
    if not told:
        yield "only its white space"


def _quoted(words: str) -> str:
    return f"“{cut(words, QUOTE)}”" if words else "nothing"


def _said(value: Any) -> str:
    return cut(json.dumps(value, ensure_ascii=False), QUOTE)
