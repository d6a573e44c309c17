"""Python's expressions → ours. The source is parsed, never compiled or run."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence

from crawler.introspection.source.frames import Frame
from crawler.introspection.source.once import once
from crawler.introspection.source.syntax import (
    OPAQUE,
    Call,
    Each,
    Either,
    Expression,
    Function,
    Item,
    Joined,
    Later,
    Listed,
    Literal,
    Mapped,
    Member,
    Name,
    Spread,
)

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


class Expressions(ABC):
    """What an expression is; functions and loops are left to others."""

    @abstractmethod
    def function_of(self, node: AnyFunction | ast.Lambda, *, method: bool = False) -> Function:
        """The function of a node: always the same one."""

    @abstractmethod
    def loop(self, node: ast.AST, target: ast.expr, source: ast.expr) -> Frame:
        """The frame of a loop: always the same one."""

    def expression(self, node: ast.expr | None) -> Expression:  # noqa: C901, PLR0911, PLR0912, one case a kind
        match node:
            case ast.Constant(value=str() | int() | float() | bool() | None):
                return Literal(node.value)  # type: ignore[arg-type]
            case ast.Name():
                return Name(node.id)
            case ast.List() | ast.Tuple() | ast.Set():
                return Listed(self.all(node.elts))
            case ast.Dict():
                keys = (None if key is None else self.expression(key) for key in node.keys)
                return Mapped(tuple(zip(keys, self.all(node.values), strict=True)))
            case ast.JoinedStr():
                return Joined((Literal(""), *self.all(node.values)))
            case ast.FormattedValue() | ast.Await() | ast.NamedExpr() | ast.Starred():
                inner = self.expression(node.value)
                return Spread(inner) if isinstance(node, ast.Starred) else inner
            case ast.BinOp(op=ast.Add() | ast.BitOr()):
                return Joined(tuple(self.expression(each) for each in _parts(node)))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return Literal(-number)
            case ast.Attribute():
                return Member(self.expression(node.value), node.attr)
            case ast.Subscript():
                return self._item(node)
            case ast.IfExp():
                return Either((self.expression(node.body), self.expression(node.orelse)))
            case ast.BoolOp():
                return Either(self.all(node.values))
            case ast.Call():
                return self.call(node)
            case ast.Lambda():
                return self.function_of(node)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return Each(self.loops(node), self.expression(node.elt))
            case ast.DictComp():
                element, key = self.expression(node.value), self.expression(node.key)
                return Each(self.loops(node), element, key)
        return OPAQUE

    def call(self, node: ast.Call) -> Call:
        named = tuple((each.arg, self.expression(each.value)) for each in node.keywords)
        callee = self.expression(node.func)
        return Call(callee, self.all(node.args), named, node.lineno)

    def annotation(self, node: ast.expr | None) -> Expression | None:
        """A type; one that is written as a text is read."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                return self.expression(ast.parse(node.value, mode="eval").body)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return OPAQUE
        return None if node is None else self.expression(node)

    def loops(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> tuple[Frame, ...]:
        return tuple(self.loop(each, each.target, each.iter) for each in node.generators)

    def all(self, nodes: Sequence[ast.expr]) -> tuple[Expression, ...]:
        return tuple(self.expression(each) for each in nodes)

    def later(self, node: ast.expr | None) -> Expression:
        return Literal(None) if node is None else Later(once(lambda: self.expression(node)))

    def _item(self, node: ast.Subscript) -> Expression:
        of = self.expression(node.value)
        if isinstance(node.slice, ast.Slice):
            whole = node.slice.upper is None and node.slice.step is None
            start = node.slice.lower
            return Item(of, self.expression(start), rest=True) if whole and start else OPAQUE
        return Item(of, self.expression(node.slice))


def _parts(node: ast.expr) -> list[ast.expr]:
    """What a long sum adds, without recursion."""
    parts: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.BitOr):
        parts.append(node.right)
        node = node.left
    return [node, *reversed(parts)]
