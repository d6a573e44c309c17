"""One file of JavaScript or TypeScript: what it calls, imports and exports.

A bundle can hold a hundred thousand calls, so that those wanted are found by their words,
and only what stands around them is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from tree_sitter import Node, Parser

from crawler.introspection.source.frames import Decorated, Frame, Site
from crawler.introspection.source.javascript.definitions import Lowering
from crawler.introspection.source.javascript.exports import add_exports
from crawler.introspection.source.javascript.grammar import language_of
from crawler.introspection.source.javascript.nodes import CLASSES, FUNCTIONS, LOOPS, part
from crawler.introspection.source.javascript.text import text_of
from crawler.introspection.source.syntax import (
    OPAQUE,
    Call,
    Class,
    Either,
    Expression,
    Imported,
    Mapped,
    Member,
    Name,
)

MATCHES = 20_000
"""Places of one word in one file that are looked at."""

MODULE = "export:module"
"""The name of what a CommonJS module exports as a whole."""

_IMPORTS = re.compile(
    rb"""(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*["'`]([^"'`\n]{1,300})["'`]"""
)
_WORD = re.compile(rb"[\w$]")
_CALLED = re.compile(rb"\s*(?:\?\.)?\(")
_KEYED = re.compile(rb"[\"']?\s*[:,}]")
_ASSIGNED = re.compile(rb"\s*=(?![=>])")
_SUBCLASS = re.compile(rb"\bclass\b[^{};()]{0,200}?\bextends\b")


class Literally(NamedTuple):
    """An object literal, the key that it stands under, the frames around it, and its line."""

    value: Mapped
    key: Expression
    frames: tuple[Frame, ...]
    line: int


class JavaScriptUnit:
    """A parsed file. What cannot be parsed in it is left out by the parser itself."""

    decorated: Sequence[Decorated] = ()

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self._source = source
        self._root = Parser(language_of(path)).parse(source).root_node
        self._lowering = Lowering(self._assigned)
        self._sites: dict[str, list[Site]] = {}
        self.frame = Frame()
        self._lowering.collect(self._root, [self.frame])
        self.frame.names["exports"] = [Imported(path)]
        add_exports(self._root, self._lowering, self.frame)

    @cached_property
    def imports(self) -> Sequence[str]:
        found = (each[1].decode(errors="replace") for each in _IMPORTS.finditer(self._source))
        return list(dict.fromkeys(found))

    def has(self, word: str) -> bool:
        """Whether the word stands anywhere in it."""
        return word.encode() in self._source

    def answers(self, method: str) -> bool:
        """Whether it answers a method of the protocol without the SDK: `case "tools/list":`."""
        return re.search(rb"\bcase\s*[\"']%s[\"']" % method.encode(), self._source) is not None

    def calls(self, word: str) -> Sequence[Site]:
        if word not in self._sites:
            self._sites[word] = list(self._calls(word))
        return self._sites[word]

    def objects(self, word: str) -> Iterator[Literally]:
        """The object literals with a key of that name."""
        for path in self._paths(word, _KEYED):
            inner = next(
                (i for i, each in reversed(list(enumerate(path))) if each.type == "object"), None
            )
            if inner is not None and inner >= len(path) - 4:
                node = path[inner]
                found = self._lowering.expression(node)
                if isinstance(found, Mapped):
                    line = node.start_point[0] + 1
                    yield Literally(
                        found, self._key_of(path[:inner]), self._frames(path[:inner]), line
                    )

    def _key_of(self, path: Sequence[Node]) -> Expression:
        """What an object stands under, itself or as what a function is called with."""
        above = path[-3] if len(path) > 2 and path[-1].type == "arguments" else path[-1]  # noqa: PLR2004
        key = part(above, "key") if above.type == "pair" else None
        return OPAQUE if key is None else self._lowering.key(key)

    def classes(self) -> Iterable[tuple[Class, tuple[Frame, ...]]]:
        for path in (self._path(each.start()) for each in _SUBCLASS.finditer(self._source)):
            at = next(
                (i for i, each in reversed(list(enumerate(path))) if each.type in CLASSES), None
            )
            if at is not None:
                yield self._lowering.class_of(path[at]), self._frames(path[:at])

    def all_exported(self) -> Sequence[str]:
        names = (each.partition(":") for each in self.frame.names)
        return [name for kind, _, name in names if kind == "export" and name != "module"]

    def exported(self, name: str) -> Sequence[str]:
        """Of a CommonJS module also a member of what it exports as a whole."""
        key = f"export:{name}"
        if key not in self.frame.names and MODULE in self.frame.names:
            whole: Expression = Name(MODULE)
            self.frame.names[key] = [whole if name == "default" else Member(whole, name)]
        elif key not in self.frame.names and name == "default":
            self.frame.names[key] = [Imported(self.path)]
        return (key,)

    def _calls(self, word: str) -> Iterator[Site]:
        for path in self._paths(word, _CALLED):
            leaf = path[-1]
            for index in range(len(path) - 1, -1, -1):
                callee = (
                    part(path[index], "function") if path[index].type == "call_expression" else None
                )
                if callee is not None and callee.end_byte >= leaf.end_byte >= callee.start_byte:
                    call = self._lowering.call(path[index])
                    if isinstance(call, Call):
                        yield Site(call, self._frames(path[:index]))
                    break

    def _paths(self, word: str, then: re.Pattern[bytes]) -> Iterator[list[Node]]:
        """From the root to each place where the word stands for itself, and what must follow."""
        wanted, at = word.encode(), -1
        for _ in range(MATCHES if wanted else 0):
            at = self._source.find(wanted, at + 1)
            if at < 0:
                return
            before = self._source[at - 1 : at] if at else b""
            if not _WORD.match(before) and then.match(self._source, at + len(wanted)):
                yield self._path(at)

    def _path(self, at: int) -> list[Node]:
        path = [self._root]
        leaf = self._root.named_descendant_for_byte_range(at, at + 1)
        while leaf is not None and path[-1].id != leaf.id:
            inner = path[-1].child_with_descendant(leaf)
            if inner is None:
                break
            path.append(inner)
        return path

    def _frames(self, path: Sequence[Node]) -> tuple[Frame, ...]:
        frames = [self.frame]
        for index, node in enumerate(path):
            if node.type in FUNCTIONS:
                frame = self._lowering.function_of(node).body()
                frame.callback_of = frame.callback_of or self._callback_of(path[:index])
                frames.append(frame)
            elif node.type in CLASSES:
                frames.append(Frame(owner=self._lowering.class_of(node)))
            elif node.type in LOOPS:
                frames.append(self._lowering.loop_of(node))
        return tuple(frames)

    def _callback_of(self, path: Sequence[Node]) -> Call | None:
        """The call that a function is an argument of."""
        if len(path) < 2 or path[-1].type != "arguments" or path[-2].type != "call_expression":  # noqa: PLR2004
            return None
        found = self._lowering.call(path[-2])
        return found if isinstance(found, Call) else None

    def _assigned(self, name: str) -> Expression:
        """What a variable that is declared without a value is given anywhere in the file."""
        paths = self._paths(name, _ASSIGNED)
        found = (each for path in paths for each in reversed(path) if _assigns(each, name))
        options = tuple(self._lowering.later(part(each, "right")) for each in found)
        return Either(options) if options else OPAQUE


def _assigns(node: Node, name: str) -> bool:
    left = part(node, "left") if node.type == "assignment_expression" else None
    return left is not None and left.type == "identifier" and text_of(left) == name
