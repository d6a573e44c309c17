"""Expressions that stand for what they do: `xs.push(x)`, `a.b = c`, `super(…)`."""

from collections.abc import Sequence

from tree_sitter import Node

from crawler.introspection.source.frames import Frame, define, grow
from crawler.introspection.source.javascript.nodes import (
    FUNCTIONS,
    SKIN,
    children,
    part,
    sequence,
    sign_of,
)
from crawler.introspection.source.javascript.patterns import Patterns
from crawler.introspection.source.javascript.text import text_of
from crawler.introspection.source.syntax import Call, Expression, Literal, Mapped

GROWING = {"push": False, "unshift": False, "set": False}


class Effects(Patterns):
    """What such expressions define and change."""

    def _effect(self, node: Node, around: list[Frame]) -> None:
        if node.type == "binary_expression":
            self._effect(part(node, "right") or node, around) if sign_of(node) == "&&" else None
        elif node.type == "assignment_expression":
            self._assign(node, around)
        elif node.type == "call_expression":
            self._called(node, around)
        elif node.type in SKIN:
            for each in sequence(next(iter(children(node)), None)):
                self._effect(each, around)

    def _assign(self, node: Node, around: list[Frame]) -> None:
        left, right = part(node, "left"), part(node, "right")
        if left is None or right is None:
            return
        of = part(left, "object")
        if left.type == "identifier":
            define(around[-1], text_of(left), self.later(right))
        elif left.type in ("object_pattern", "array_pattern"):
            self.bind(left, self.later(right), around[-1])
        elif of is not None and of.type == "identifier":
            key = part(left, "property")
            by = Literal(text_of(key)) if key is not None else self.expression(part(left, "index"))
            grow(around, text_of(of), self.later(right), by)

    def _called(self, node: Node, around: list[Frame]) -> None:
        callee, given = part(node, "function"), part(node, "arguments")
        if callee is None or given is None or given.type != "arguments":
            return
        arguments = children(given)
        of, name = part(callee, "object"), part(callee, "property")
        if callee.type == "super":
            found = self.call(node)
            if isinstance(found, Call):
                around[0].supers.append(found)
        elif of is not None and name is not None and of.type == "identifier":
            if arguments:
                self._called_on(text_of(of), text_of(name), arguments, around)
        elif _is_export_list(arguments):
            grow(around, text_of(arguments[0]), self._getters(arguments[1]), spread=True)
        elif len(arguments) == 1 and (inner := _enum_body(callee)) is not None:
            self._compiled_enum(inner, arguments[0], around)

    def _called_on(
        self, of: str, method: str, arguments: Sequence[Node], around: list[Frame]
    ) -> None:
        if method in GROWING:
            self._push(of, method, arguments, around)
        elif (of, method) == ("Object", "assign") and arguments[0].type == "identifier":
            for each in arguments[1:]:
                grow(around, text_of(arguments[0]), self.later(each), spread=True)

    def _push(self, of: str, method: str, arguments: Sequence[Node], around: list[Frame]) -> None:
        if method == "set":
            if len(arguments) > 1:
                grow(around, of, self.later(arguments[1]), self.expression(arguments[0]))
            return
        for each in arguments:
            spread = each.type == "spread_element"
            inner = children(each)[0] if spread else each
            grow(around, of, self.later(inner), spread=spread)

    def _getters(self, node: Node) -> Expression:
        """What a bundler's `export(target, {name: () => value})` adds."""
        entries: list[tuple[Expression | None, Expression]] = []
        for each in children(node):
            value = part(each, "value")
            if value is not None and value.type in FUNCTIONS:
                entries.append((self.key(part(each, "key")), self.function_of(value, getter=True)))
        return Mapped(tuple(entries))

    def _compiled_enum(self, function: Node, argument: Node, around: list[Frame]) -> None:
        """`(function (X) { X["A"] = "a"; })(X || (X = {}))`, as TypeScript writes an enum."""
        target = part(argument, "left") if argument.type == "binary_expression" else None
        body = part(function, "body")
        if target is None or body is None or target.type != "identifier":
            return
        for each in children(body):
            for node in sequence(next(iter(children(each)), None)):
                left = part(node, "left") if node.type == "assignment_expression" else None
                key = part(left, "index") or part(left, "property") if left is not None else None
                if key is not None:
                    grow(around, text_of(target), self.later(part(node, "right")), self.key(key))


def _is_export_list(arguments: Sequence[Node]) -> bool:
    if len(arguments) != 2 or arguments[0].type != "identifier" or arguments[1].type != "object":  # noqa: PLR2004
        return False
    values = [part(each, "value") for each in children(arguments[1])]
    return bool(values) and all(
        each is not None and each.type == "arrow_function" for each in values
    )


def _enum_body(callee: Node) -> Node | None:
    inner = children(callee)[0] if callee.type == "parenthesized_expression" else callee
    return inner if inner.type in ("function_expression", "arrow_function", "function") else None
