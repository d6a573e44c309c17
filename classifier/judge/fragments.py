"""A tool and its server's words → numbered fragments, which an answer can point at.

A small model cannot quote: asked to, it changes the words. A number it can give. Number,
length and total are bounded; whoever reads less than all is told so.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from catalog.model.judgement import Fragment
from catalog.model.tool import Context, Tool
from classifier.reading import Parameter, read_parameters

MOST = 48
"""Fragments of one tool."""
LONGEST = 400
"""Code points of one fragment; a sentence that is longer goes on in the next."""
TOTAL = 6_000
"""Code points of all fragments: half as much again as 99 in 100 real tools have."""
SENTENCES = 24
"""Fragments of one description, so that its parameters have room."""
PARAMETER = 80
"""Code points of a described parameter's name that are told."""
TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
"""https://json-schema.org/understanding-json-schema/reference/type"""
CHOICES = 8
"""Listed values of a parameter that are told."""

_SENTENCE = re.compile(r"[^\s].*?(?:[.!?](?=\s)|[。！？]|(?=\n)|\Z)", re.DOTALL)


class Numbered(NamedTuple):
    """A fragment and what kind of words it is: `description`, `parameter (string, required)` …"""

    kind: str
    fragment: Fragment
    beside: str = ""


class Fragments(NamedTuple):
    """The fragments in their order, the first of them number 1; `cut` where some are left out."""

    items: tuple[Numbered, ...]
    cut: bool

    def named(self, number: int) -> Fragment | None:
        """The fragment of that number; None where there is none."""
        known = 1 <= number <= len(self.items)
        return self.items[number - 1].fragment if known else None


def fragments_of(tool: Tool, context: Context) -> Fragments:
    """What a model is shown of a tool, the tool's own words first."""
    kept: list[Numbered] = []
    room = TOTAL
    for each in _every(tool, context):
        room -= len(each.fragment.quote) + len(each.beside)
        if room < 0 or len(kept) == MOST:
            return Fragments(tuple(kept), cut=True)
        kept.append(each)
    return Fragments(tuple(kept), cut=_left_out(tool, kept))


def _left_out(tool: Tool, kept: list[Numbered]) -> bool:
    """Whether a text of the tool's own goes on beyond what is kept of it."""
    read: dict[str, int] = {}
    for each in kept:
        read[each.fragment.field] = max(each.fragment.end, read.get(each.fragment.field, 0))
    return any(text[read.get(field, 0) :].strip() for field, text in _own_texts(tool))


def _own_texts(tool: Tool) -> Iterator[tuple[str, str]]:
    yield "name", tool.name
    if tool.title and tool.title != tool.name:
        yield "title", tool.title
    yield "description", tool.description or ""
    for each in read_parameters(tool.input_schema):
        text, field = each.described
        yield field, text or ""
        yield f"{each.path}#", each.name[PARAMETER:] if text else ""


def _every(tool: Tool, context: Context) -> Iterator[Numbered]:
    yield Numbered("name", _part("name", tool.name, 0, min(len(tool.name), LONGEST)))
    if tool.title and tool.title != tool.name:
        yield from _sentences("title", "title", tool.title, 1)
    if tool.description:
        yield from _sentences("description", "description", tool.description, SENTENCES)
    for each in read_parameters(tool.input_schema):
        yield _parameter(each)
    if context.title:
        yield from _sentences("server", "server/title", context.title, 1)
    if context.description:
        yield from _sentences("server", "server/description", context.description, 3)


def _sentences(kind: str, field: str, text: str, most: int) -> Iterator[Numbered]:
    """The sentences and lines of a text, each at most LONGEST, at most so many."""
    count = 0
    for match in _SENTENCE.finditer(text):
        for start in range(match.start(), match.end(), LONGEST):
            if count == most:
                return
            count += 1
            yield Numbered(kind, _part(field, text, start, min(start + LONGEST, match.end())))


def _parameter(parameter: Parameter) -> Numbered:
    """Its description, or its name where it has none."""
    text, field = parameter.described
    kind = f"parameter {parameter.name[:PARAMETER]!r} ({_type(parameter.schema)})"
    choices = [each.value[:40] for each in parameter.choices[:CHOICES]]
    beside = f"one of {', '.join(choices)}" if choices else ""
    if text:
        return Numbered(kind, _part(field, text, 0, min(len(text), LONGEST)), beside)
    name = parameter.name
    return Numbered(kind, _part(f"{parameter.path}#", name, 0, min(len(name), LONGEST)), beside)


def _type(schema: dict[str, Any]) -> str:
    said = schema.get("type")
    return said if isinstance(said, str) and said in TYPES else "any"


def _part(field: str, text: str, start: int, end: int) -> Fragment:
    return Fragment(field=field, quote=text[start:end], start=start, end=end)
