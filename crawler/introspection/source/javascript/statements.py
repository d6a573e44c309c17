"""JavaScript's statements → names, changes and returns of the frames around them."""

from collections.abc import Callable

from tree_sitter import Node

from crawler.introspection.source.frames import ITEM, Frame, define
from crawler.introspection.source.javascript.effects import Effects
from crawler.introspection.source.javascript.nodes import FUNCTIONS, children, part, sequence
from crawler.introspection.source.javascript.text import text_of
from crawler.introspection.source.once import once
from crawler.introspection.source.syntax import Class, Expression, Function, Later, Mapped, Name

_BRANCHES = frozenset(
    "if_statement try_statement switch_statement while_statement do_statement statement_block "
    "else_clause catch_clause finally_clause switch_body switch_case switch_default "
    "labeled_statement for_statement program export_statement class_static_block "
    "internal_module ambient_declaration".split()
)
"""Statements whose inner statements are all taken, whichever would run."""


class Statements(Effects):
    """What statements define, change and return."""

    def __init__(self, assigned: Callable[[str], Expression]) -> None:
        self._assigned = assigned
        self._functions: dict[int, Function] = {}
        self._classes: dict[int, Class] = {}
        self._loops: dict[int, Frame] = {}
        self._called_so: dict[int, str] = {}

    def loop_of(self, node: Node) -> Frame:
        """A loop's frame, which the statements around it have mostly made already."""
        if node.id not in self._loops:
            frame = Frame(source=self.expression(part(node, "right")))
            self._loops[node.id] = frame
            left = part(node, "left")
            if left is not None:
                self.bind(left, Name(ITEM), frame)
        return self._loops[node.id]

    def collect(self, node: Node, around: list[Frame]) -> None:
        """The names, changes and returns of statements, into the innermost of the frames."""
        for each in node.named_children:
            self.statement(each, around)

    def statement(self, node: Node, around: list[Frame]) -> None:  # noqa: C901, one case a kind
        inner = around[-1]
        match node.type:
            case "lexical_declaration" | "variable_declaration":
                for each in children(node):
                    self._declare(each, inner)
            case "function_declaration" | "generator_function_declaration":
                function = self.function_of(node)
                define(inner, function.name, function)
            case "class_declaration" | "abstract_class_declaration":
                defined = self.class_of(node)
                define(inner, defined.name, defined)
            case "enum_declaration":
                define(inner, text_of(part(node, "name") or node), self._enum(node))
            case "return_statement":
                value = next(iter(children(node)), None)
                around[0].returns.append((tuple(around[1:]), self.later(value)))
            case "expression_statement":
                for each in sequence(next(iter(children(node)), None)):
                    self._effect(each, around)
            case "for_in_statement":
                body = part(node, "body")
                if body is not None:
                    self.statement(body, [*around, self.loop_of(node)])
            case kind if kind in _BRANCHES:
                self.collect(node, around)

    def _declare(self, node: Node, frame: Frame) -> None:
        name, value = part(node, "name"), part(node, "value")
        if name is None:
            return
        if value is not None:
            if value.type in FUNCTIONS:
                self._called_so[value.id] = text_of(name)
            self.bind(name, self.later(value), frame)
        elif name.type == "identifier":
            said = text_of(name)
            define(frame, said, Later(once(lambda: self._assigned(said))))

    def _enum(self, node: Node) -> Expression:
        body = part(node, "body")
        found: list[tuple[Expression | None, Expression]] = []
        for each in children(body) if body else ():
            name = part(each, "name")
            if name is not None:
                found.append((self.key(name), self.later(part(each, "value"))))
        return Mapped(tuple(found))
