"""JavaScript's functions and classes → ours, with bodies that are read when they are wanted."""

from collections.abc import Sequence

from tree_sitter import Node

from crawler.introspection.source.frames import ITEM, Frame
from crawler.introspection.source.javascript.nodes import children, part, sequence
from crawler.introspection.source.javascript.patterns import pattern_of
from crawler.introspection.source.javascript.statements import Statements
from crawler.introspection.source.javascript.text import text_of
from crawler.introspection.source.once import once
from crawler.introspection.source.syntax import (
    Class,
    Expression,
    Field,
    Function,
    Literal,
    Name,
    Parameter,
)


class Lowering(Statements):
    """Everything of one file; a node of a function or class always gives the same one."""

    def function_of(self, node: Node, *, getter: bool = False) -> Function:
        if node.id not in self._functions:
            name = part(node, "name")
            marks = {each.type for each in node.children if not each.is_named}
            parameters, patterns = self._parameters(node)
            made = Function(
                name=text_of(name) if name else self._called_so.get(node.id, ""),
                parameters=parameters,
                body=once(lambda: self._body(node, patterns)),
                getter=getter or "get" in marks,
                static="static" in marks,
                line=node.start_point[0] + 1,
            )
            self._functions[node.id] = made
        return self._functions[node.id]

    def _parameters(self, node: Node) -> tuple[tuple[Parameter, ...], list[tuple[Node, str]]]:
        """The parameters, and the patterns that take some of them apart."""
        single, several = part(node, "parameter"), part(node, "parameters")
        nodes = [single] if single else children(several) if several else []
        found: list[Parameter] = []
        patterns: list[tuple[Node, str]] = []
        for index, each in enumerate(nodes):
            pattern, default = pattern_of(each)
            if pattern is None:
                continue
            kind = "rest" if pattern.type == "rest_pattern" else "plain"
            inner = next(iter(children(pattern)), pattern) if kind == "rest" else pattern
            name = text_of(inner) if inner.type == "identifier" else f"{ITEM}{index}"
            if inner.type != "identifier":
                patterns.append((inner, name))
            value = self.later(default) if default is not None else None
            found.append(Parameter(name, value, kind=kind))
        return tuple(found), patterns

    def _body(self, node: Node, patterns: Sequence[tuple[Node, str]]) -> Frame:
        frame = Frame(function=self._functions[node.id])
        for pattern, name in patterns:
            self.bind(pattern, Name(name), frame)
        body = part(node, "body")
        if body is not None and body.type != "statement_block":
            frame.returns.append(((), self.later(body)))
        elif body is not None:
            self.collect(body, [frame])
        return frame

    def class_of(self, node: Node) -> Class:
        if node.id not in self._classes:
            name, body = part(node, "name"), part(node, "body")
            above = next(
                (each for each in node.named_children if each.type == "class_heritage"), None
            )
            bases = () if above is None else (self._base(above),)
            members = once(lambda: {} if body is None else self._members(body))
            self._classes[node.id] = Class(text_of(name) if name else "", bases, members)
        return self._classes[node.id]

    def _base(self, node: Node) -> Expression:
        first = next(iter(children(node)), None)
        if first is not None and first.type == "extends_clause":
            first = part(first, "value")
        return self.expression(first)

    def _members(self, body: Node) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for each in children(body):
            name = part(each, "name") or part(each, "property")
            if name is None:
                continue
            key = self.key(name)
            said = str(key.value) if isinstance(key, Literal) else text_of(name)
            if each.type == "method_definition":
                if said == "constructor":
                    found |= self._late_fields(part(each, "body"))
                found[said] = Field(said, self.function_of(each))
            elif each.type in ("field_definition", "public_field_definition"):
                value = part(each, "value")
                if value is not None:
                    found[said] = Field(said, self.later(value))
        return found

    def _late_fields(self, body: Node | None) -> dict[str, Field]:
        """`this.name = value` in a constructor."""
        found: dict[str, Field] = {}
        for each in children(body) if body else ():
            inner = (
                next(iter(children(each)), None) if each.type == "expression_statement" else None
            )
            for node in sequence(inner):
                left = part(node, "left") if node.type == "assignment_expression" else None
                of = (
                    part(left, "object")
                    if left is not None and left.type == "member_expression"
                    else None
                )
                if left is not None and of is not None and of.type == "this":
                    name = text_of(part(left, "property") or left)
                    found[name] = Field(name, self.later(part(node, "right")), late=True)
        return found
