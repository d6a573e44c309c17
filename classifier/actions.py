"""A tool that does one of several things → the values that choose among them.

They are listed by the schema of a parameter that is named for it, by that parameter's
description, or by the tool's own: `action: list, get or delete`, `- delete: Deletes it.`
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from catalog.model.tool import Tool
from classifier.index import Index
from classifier.names import name_matches
from classifier.plain import plain_name, read_plain
from classifier.reading import Parameter
from classifier.sighting import Match, Place
from classifier.words import Words

NAMED = frozenset(("action", "actions", "operation", "operations", "op"))
"""Last words of parameters whose choices are verbs."""
ALONE = frozenset(("method", "command", "subcommand"))
"""Whole names of such, of which only a schema lists the choices: texts give examples."""
HTTP = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"))
"""A request depends on its address as well."""
ARITHMETIC = frozenset(("multiply", "divide", "subtract"))
"""To add numbers adds nothing."""
MOST = 64
"""Actions of one tool."""
FEWEST = 2
TEXT = 20_000
"""Characters of a description that are looked through."""

_WORD = r"[A-Za-z][\w.-]{1,48}"
_QUOTED = re.compile(rf"[\"'`“]({_WORD})[\"'`”]")
_PARTED = re.compile(r"((?:(?<! ) +)?[,|/] *(?:or +|and +)?|(?<! ) +(?:or|and) +)")
_LIST = re.compile(r"[:(\[] *([^:()\[\]\n.;]{3,600})")
_MARK = r"[\"'`*]{0,3}"
_BULLET = re.compile(
    rf"^[ \t]*(?:[-*•]|\d{{1,2}}[.)])[ \t]+{_MARK}({_WORD}){_MARK}[ \t]*(?:[:–—-]|->|=>)",
    re.MULTILINE,
)


class Action(NamedTuple):
    """One value of a parameter, and where it stands: `start` counts within the field."""

    parameter: str
    value: str
    field: str
    start: int = 0


def acts(words: Sequence[str]) -> bool:
    """Whether a parameter of a name of these words is one that chooses the action."""
    return words[-1] in NAMED or (len(words) == 1 and words[0] in ALONE)


def actions_of(tool: Tool, alike: Sequence[Parameter]) -> list[Action]:
    """The values of an action parameter, in the order in which they are listed; none of one.

    `alike` are all parameters of that name: each alternative of a schema may have its own.
    """
    name = alike[0].name
    found = [Action(name, *choice) for each in alike for choice in each.choices]
    if not found and name.lower() not in ALONE:
        said, field = alike[0].described
        found = _listed(name, field, (said or "")[:TEXT])
        found = found or _of_description(name, (tool.description or "")[:TEXT])
    unique = {each.value: each for each in reversed(found)}
    if unique.keys() <= HTTP or not ARITHMETIC.isdisjoint(unique):
        return []
    kept = list(reversed(unique.values()))[:MOST]
    return kept if len(kept) >= FEWEST else []


def _listed(name: str, field: str, text: str, at: int = 0) -> list[Action]:
    """The longest row that a text lists: quoted, or after a colon or within brackets."""
    rows = [[(each[1], each.start(1)) for each in _QUOTED.finditer(text)]]
    rows += [
        [(word, row.start(1) + offset) for word, offset in _row(row[1])]
        for row in _LIST.finditer(text)
    ]
    longest = max(rows, key=len)
    found = [Action(name, word, field, at + offset) for word, offset in longest]
    return found if len(found) >= FEWEST else []


def _row(text: str) -> Iterator[tuple[str, int]]:
    """The words of `list, get details or delete`: those that a comma or an `or` parts."""
    at = 0
    for number, part in enumerate(_PARTED.split(text)):
        word = part.strip(" \"'`*")
        if number % 2 == 0 and re.fullmatch(_WORD, word):  # between them stands what parts them
            yield word, at + part.index(word)
        at += len(part)


def _of_description(name: str, text: str) -> list[Action]:
    """What the tool's description lists: beside the parameter's name, or as bullets."""
    for line in re.finditer(rf"\b{re.escape(name)}\b[^\n]{{0,800}}", text):
        rest = line[0][len(name) :]
        found = _listed(name, "description", rest, line.start() + len(name))
        if found:
            return found
    bullets = _BULLET.finditer(text)
    return [Action(name, each[1], "description", each.start(1)) for each in bullets]


def objects_of(name: str, index: Index) -> str:
    """What a tool's name says that all of its actions act on: its words that are no verbs."""
    words = Words.of_name(plain_name(name)).tokens
    return "_".join([each for each in words if each not in index.name_verbs])


def choice_matches(action: Action, objects: str, index: Index) -> list[Match]:
    """What the verb of an action says; of a bare verb, with what the tool acts on."""
    value, bare = action.value, len(Words.of_name(action.value).tokens) == 1
    text = f"{value}_{objects}" if bare and objects else value
    return [
        _within(each, action)
        for each in read_plain(
            text, partial(name_matches, index=index, field=action.field), name=True
        )
        if each.place is Place.NAME
    ]


def _within(match: Match, action: Action) -> Match:
    """The match in the action's own words."""
    start, end = match.start, match.end
    if end > len(action.value):
        start, end = 0, len(action.value)
    return match._replace(
        place=Place.CHOICE,
        words=action.value[start:end],
        start=action.start + start,
        end=action.start + end,
    )
