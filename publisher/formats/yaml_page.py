"""A user's YAML, changed by the line: what is not changed stays as it was, to the character.

What is ours stands in block style with a digest behind its first line, so that it can be taken
out again; of the user's only what has to be narrowed is touched.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from catalog.errors import InputError
from publisher.formats.spelling import quoted
from publisher.formats.yaml_nodes import plain, read_yaml
from publisher.formats.yaml_text import is_ours

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|.+$")
"""A line, as YAML parts them."""
_ENDS = ("\n", "\r", "\x85", "\u2028", "\u2029")


class Span(NamedTuple):
    """Lines from the first to before the last, and what stands there instead."""

    first: int
    last: int
    instead: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, int, int]:
        """Sorts changes: what comes in before what goes, and at one place the deepest first.

        An item of a list may stand no further in than the key of the list.
        """
        head = self.instead[0] if self.instead else ""
        depth = 2 * (len(head) - len(head.lstrip(" "))) + head.lstrip(" ").startswith("- ")
        return self.first, self.last, -depth


class Page:
    """A YAML document by its lines. Raises InputError for a text that is no `kind`."""

    def __init__(self, text: str, kind: str) -> None:
        self.kind = kind
        self.root = read_yaml(text, kind)
        self._end = "\r\n" if "\r\n" in text else "\n"
        self.lines = [*_LINE.findall(text)]
        if not self.lines[-1].endswith(_ENDS):
            self.lines[-1] += self._end
        self._spans: list[Span] = []

    def refusal(self, node: yaml.Node) -> InputError:
        """What to raise where lines cannot be changed."""
        line = node.start_mark.line + 1
        return InputError(
            f"no {self.kind} that can be merged: line {line}: write it without braces"
        )

    def change(self, first: int, last: int, instead: Sequence[str] = ()) -> None:
        self._spans.append(Span(first, last, tuple(f"{line}{self._end}" for line in instead)))

    def after(self, node: yaml.Node, lines: Sequence[str]) -> None:
        line = last_line(node) + 1
        self.change(line, line, lines)

    def before(self, mapping: yaml.Node, lines: Sequence[str]) -> None:
        """Entries more, before the first of the mapping."""
        line, indent = mapping.start_mark.line, " " * mapping.start_mark.column
        self.change(line, line, [indent + each for each in lines])

    def put_flow(self, key: yaml.Node, value: yaml.Node, written: str) -> None:
        """Another value for the key, on its line."""
        line = key.start_mark.line
        head = self.lines[line][: key.end_mark.column]
        self.change(line, last_line(value) + 1, [f"{head}: {written}"])

    def replace(self, value: yaml.Node, word: str) -> None:
        """Another word for a value of one line."""
        first, last = value.start_mark, value.end_mark
        line = self.lines[first.line]
        rest = self.lines[last.line][last.column :].rstrip()
        self.change(first.line, last.line + 1, [f"{line[: first.column]}{word}{rest}"])

    def text(self) -> str:
        """With all changes; equal ones of one place in the order in which they were made."""
        lines, position = [], 0
        for span in sorted(self._spans, key=lambda each: each.place):
            lines += [*self.lines[position : span.first], *span.instead]
            position = max(position, span.last)
        return "".join(lines + self.lines[position:])

    def put_items(self, key: yaml.Node, value: yaml.Node, items: Sequence[str]) -> None:
        """Items more for the list that is the value of the key."""
        if in_block(value):
            self.after(value, [f"{' ' * value.start_mark.column}- {each}" for each in items])
            return
        there = plain(value) or []
        if not isinstance(there, list) or not all(isinstance(each, str) for each in there):
            raise self.refusal(value)
        self.put_lines(key, value, [f"- {each}" for each in (*map(quoted, there), *items)])

    def put_lines(self, key: yaml.Node, value: yaml.Node, lines: Sequence[str]) -> None:
        """These lines, two further in, in the place of a value that is none or in brackets."""
        first, indent = value.start_mark, " " * (key.start_mark.column + 2)
        inner = [indent + each for each in lines]
        if not value.value and isinstance(value, yaml.ScalarNode):
            self.change(first.line + 1, first.line + 1, inner)
            return
        before = self.lines[first.line][: first.column].rstrip()
        self.change(first.line, last_line(value) + 1, [*([before] if before else []), *inner])


def in_block(node: yaml.Node) -> bool:
    """Whether the node has its items on lines of their own."""
    return isinstance(node, yaml.CollectionNode) and bool(node.value) and not node.flow_style


def last_line(node: yaml.Node) -> int:
    """The last line on which something of the node stands."""
    if isinstance(node, yaml.ScalarNode):
        block = node.style in ("|", ">") and node.end_mark.column == 0
        return int(node.end_mark.line) - block
    if not in_block(node):
        return int(node.end_mark.line)
    last = node.value[-1]
    return last_line(last[1] if isinstance(last, tuple) else last)


def without_ours(text: str, kind: str) -> str:
    """The document without what is ours: its lists may be empty, its keys stand there still."""
    page = Page(text, kind)
    if not in_block(page.root):
        raise page.refusal(page.root)
    for first, last in _ours(page.root, page.lines):
        page.change(first, last + 1)
    return page.text()


def _ours(node: yaml.Node, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not in_block(node):
        return
    for each in node.value:
        first, last = each if isinstance(each, tuple) else (each, each)
        line = first.start_mark.line
        if is_ours(lines[line]):
            yield line, last_line(last)
        else:
            yield from _ours(last, lines)
