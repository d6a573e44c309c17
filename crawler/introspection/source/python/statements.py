"""Python's statements → names, changes and returns of the frames around them."""

import ast
from abc import abstractmethod
from collections.abc import Iterable

from crawler.introspection.source.frames import ITEM, STAR, Frame, Growth, define
from crawler.introspection.source.python.expressions import AnyFunction, Expressions
from crawler.introspection.source.syntax import (
    Class,
    Expression,
    Imported,
    Item,
    Listed,
    Literal,
    Name,
)

GROWING = {"append": False, "add": False, "insert": False, "extend": True, "update": True}
"""Methods that add to a list or dictionary, and whether all that their argument holds."""


class Statements(Expressions):
    """What statements define, change and return; classes are left to others."""

    _loops: dict[ast.AST, Frame]

    @abstractmethod
    def class_of(self, node: ast.ClassDef) -> Class:
        """The class of a node: always the same one."""

    def collect(self, body: Iterable[ast.stmt], around: list[Frame]) -> None:
        """The names, changes and returns of statements, into the innermost of the frames."""
        for each in body:
            self._statement(each, around)

    def loop(self, node: ast.AST, target: ast.expr, source: ast.expr) -> Frame:
        if node not in self._loops:
            frame = Frame(source=self.expression(source))
            self.bind(target, Name(ITEM), frame)
            self._loops[node] = frame
        return self._loops[node]

    def _statement(self, node: ast.stmt, around: list[Frame]) -> None:  # noqa: C901, PLR0912, one case a kind
        inner = around[-1]
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                define(inner, node.name, self._wrapped(node) or self.function_of(node))
            case ast.ClassDef():
                define(inner, node.name, self.class_of(node))
            case ast.Assign():
                for target in node.targets:
                    self._assign(target, node.value, around)
            case ast.AnnAssign() if node.value is not None:
                self._assign(node.target, node.value, around)
            case ast.AugAssign(target=ast.Name(id=name)):
                self._grow(name, around, node.value, spread=True)
            case ast.Import() | ast.ImportFrom():
                _import(node, inner)
            case ast.Return():
                _return(around, self.later(node.value))
            case ast.Expr():
                self._effect(node.value, around)
            case ast.For() | ast.AsyncFor():
                loop = self.loop(node, node.target, node.iter)
                self.collect(node.body, [*around, loop])
                self.collect(node.orelse, around)
            case _:
                for each in ast.iter_child_nodes(node):
                    if isinstance(each, ast.withitem) and each.optional_vars is not None:
                        self.bind(each.optional_vars, self.later(each.context_expr), inner)
                    elif isinstance(each, ast.ExceptHandler | ast.match_case):
                        self.collect(each.body, around)
                    elif isinstance(each, ast.stmt):
                        self._statement(each, around)

    def _wrapped(self, node: AnyFunction) -> Expression | None:
        """What a function stands for that says with `functools.wraps` that it is another."""
        for each in node.decorator_list:
            if isinstance(each, ast.Call) and last_word(each) == "wraps" and each.args:
                return self.expression(each.args[0])
        return None

    def _assign(self, target: ast.expr, value: ast.expr, around: list[Frame]) -> None:
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self._grow(target.value.id, around, value, key=target.slice)
        else:
            self.bind(target, self.later(value), around[-1])

    def bind(self, target: ast.expr, value: Expression, frame: Frame) -> None:
        if isinstance(target, ast.Name):
            define(frame, target.id, value)
        elif isinstance(target, ast.Tuple | ast.List):
            for index, each in enumerate(target.elts):
                if isinstance(each, ast.Starred):
                    self.bind(each.value, Item(value, Literal(index), rest=True), frame)
                else:
                    self.bind(each, Item(value, Literal(index)), frame)

    def _effect(self, node: ast.expr, around: list[Frame]) -> None:
        if isinstance(node, ast.Yield):
            _return(around, Listed((self.later(node.value),)))
        elif isinstance(node, ast.YieldFrom):
            _return(around, self.later(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if isinstance(node.func.value, ast.Name) and node.func.attr in GROWING:
                spread = GROWING[node.func.attr]
                self._grow(node.func.value.id, around, node.args[-1], spread=spread)
            if node.func.attr == "__init__":
                around[0].supers.append(self.call(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("super"):
            around[0].supers.append(self.call(node))

    def _grow(
        self,
        name: str,
        around: list[Frame],
        value: ast.expr,
        key: ast.expr | None = None,
        *,
        spread: bool = False,
    ) -> None:
        by = None if key is None else self.expression(key)
        for index, frame in enumerate(around):
            growth = Growth(tuple(around[index + 1 :]), self.later(value), by, spread)
            frame.grown.setdefault(name, []).append(growth)


def last_word(node: ast.expr) -> str:
    """The last name of what is called, or of a decorator."""
    if isinstance(node, ast.Call):
        return last_word(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _return(around: list[Frame], value: Expression) -> None:
    around[0].returns.append((tuple(around[1:]), value))


def _import(node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
    if isinstance(node, ast.Import):
        for each in node.names:
            module = each.name if each.asname else each.name.partition(".")[0]
            define(frame, each.asname or module, Imported(module))
        return
    module = "." * node.level + (node.module or "")
    for each in node.names:
        name = None if each.name == STAR else each.name
        define(frame, each.asname or each.name, Imported(module, name))
