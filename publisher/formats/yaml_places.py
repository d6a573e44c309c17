"""Where lines of ours go in a user's YAML, which otherwise stays as it is.

The text is taken apart to find the line; it is not written anew, so that comments, order and
layout are kept. What is not laid out in lines is told to the user.
"""

import re
from typing import Any, NamedTuple

import yaml

from catalog.errors import InputError
from publisher.formats.bounds import bounded
from publisher.formats.yaml_nodes import read_yaml

_ODD_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


class Place(NamedTuple):
    """A line, counted from 0, before which something is put in, and how far it is indented."""

    line: int
    column: int


def composed(text: str, kind: str) -> yaml.MappingNode:
    """The nodes of one document. Raises InputError as `read_yaml` does, and for odd line ends."""
    if _ODD_ENDS.search(bounded(text, kind)):
        raise InputError(f"no {kind} that can be read: some lines do not end with a line feed")
    return read_yaml(text, kind)


def first(node: yaml.Node, text: str) -> Place:
    """Before the first entry of a mapping or list that stands on a line of its own.

    Raises InputError where there is none, as between brackets.
    """
    lines = text.split("\n")
    for mark in _marks(node):
        if not lines[mark.line][: mark.column].strip():
            return Place(mark.line, mark.column)
    raise InputError(
        f"line {node.start_mark.line + 1}: write this with one entry a line, so that rules fit in"
    )


def _marks(node: yaml.Node) -> list[Any]:
    """Where the entries begin, of those that may each stand on a line."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return []
    if isinstance(node, yaml.MappingNode):
        return [key.start_mark for key, _ in node.value]
    return [node.start_mark]


def put(text: str, *additions: tuple[Place, str]) -> str:
    """The text with lines, indented, before each place."""
    theirs = text.split("\n")
    for place, lines in sorted(additions, key=lambda each: -each[0].line):
        theirs.insert(place.line, indented(lines, place.column).removesuffix("\n"))
    return "\n".join(theirs)


def indented(lines: str, columns: int) -> str:
    """The lines that many columns further in."""
    return re.sub(r"(?m)^(?=.)", " " * columns, lines)
