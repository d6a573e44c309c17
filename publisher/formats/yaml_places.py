"""Where lines of ours go in a user's YAML, which otherwise stays as it is.

The text is taken apart to find the line; it is not written anew, so that comments, order and
layout are kept. What is not laid out in lines, or has references, is told to the user.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from catalog.errors import InputError
from publisher.formats.bounds import bounded

DEPTH = 100
INDENT = "  "
_ODD_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_TWINS = "the key {key:.80} stands there twice; keep one"


class Place(NamedTuple):
    """A line, counted from 0, before which something is put in, and how far it is indented."""

    line: int
    column: int


def composed(text: str, kind: str) -> yaml.MappingNode:
    """The nodes of one document. Raises InputError for what is no such `kind`, or not readable."""
    try:
        _flat(bounded(text, kind), kind)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise InputError(f"no {kind}: {where}{problem}; mend it") from None
    except UnicodeEncodeError:
        raise InputError(f"no {kind}: it has half a character; mend it") from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"no {kind}: it is no mapping; name another file")
    return root


def _flat(text: str, kind: str) -> None:
    """Raises InputError for a text that is nested deeply, or has references or odd line ends."""
    if _ODD_ENDS.search(text):
        raise InputError(f"no {kind} that can be read: some lines do not end with a line feed")
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"no {kind} that can be read: line {line} is an alias; write it out")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise InputError(f"no {kind}: line {line} is nested more than {DEPTH} deep")


def member(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """What the mapping has under the key; None for none. Raises InputError for two."""
    if not isinstance(node, yaml.MappingNode):
        return None
    found = [value for name, value in node.value if _text(name) == key]
    if len(found) > 1:
        raise InputError(f"line {node.start_mark.line + 1}: {_TWINS.format(key=key)}")
    return found[0] if found else None


def _text(node: yaml.Node) -> str | None:
    return node.value if isinstance(node, yaml.ScalarNode) else None


def items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """What the list has; nothing where it is none."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def plain(node: yaml.Node | None) -> Any:
    """What the node holds: texts, lists and mappings, every scalar as it stands there."""
    if isinstance(node, yaml.MappingNode):
        return {str(_text(key)): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each) for each in node.value]
    return node.value if node else None


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
