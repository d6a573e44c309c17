"""All calls and decorated functions of a Python file, with the frames around them."""

import ast
from collections.abc import Iterable

from crawler.introspection.source.frames import Decorated, Frame, Site
from crawler.introspection.source.python.definitions import Lowering
from crawler.introspection.source.python.statements import last_word
from crawler.introspection.source.syntax import Call, Expression, Function, Name


class Walk:
    """All calls and decorated functions of a file, with the frames around them."""

    def __init__(self, lowering: Lowering) -> None:
        self._lowering = lowering
        self.sites: dict[str, list[Site]] = {}
        self.decorated: list[Decorated] = []

    def statements(
        self, body: Iterable[ast.AST], frames: tuple[Frame, ...], *, method: bool = False
    ) -> None:
        for each in body:
            self._visit(each, frames, method=method)

    def _visit(self, node: ast.AST, frames: tuple[Frame, ...], *, method: bool) -> None:
        lower = self._lowering
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                function = lower.function_of(node, method=method)
                decorators = tuple(lower.expression(each) for each in node.decorator_list)
                if decorators:
                    self.decorated.append(Decorated(function, decorators, frames))
                    self._applied(function, decorators, frames)
                self.statements(node.decorator_list, frames)
                self.statements(node.body, (*frames, function.body()))
            case ast.ClassDef():
                owner = Frame(owner=lower.class_of(node))
                self.statements(node.body, (*frames, owner), method=True)
            case ast.For() | ast.AsyncFor():
                self._visit(node.iter, frames, method=False)
                self.statements(node.body, (*frames, lower.loop(node, node.target, node.iter)))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                inner = (*frames, *lower.loops(node))
                self.statements(ast.iter_child_nodes(node), inner)
            case ast.Lambda():
                self._visit(node.body, (*frames, lower.function_of(node).body()), method=False)
            case ast.Call():
                self.sites.setdefault(last_word(node.func), []).append(
                    Site(lower.call(node), frames)
                )
                self.statements(ast.iter_child_nodes(node), frames)
            case _:
                self.statements(ast.iter_child_nodes(node), frames)

    def _applied(
        self, function: Function, decorators: tuple[Expression, ...], frames: tuple[Frame, ...]
    ) -> None:
        """A decorator is a call with the function that it decorates."""
        for each in decorators:
            word = each.id if isinstance(each, Name) else ""
            if isinstance(each, Call) and isinstance(each.callee, Name):
                word = each.callee.id
            call = Call(each, (function,), line=function.line)
            self.sites.setdefault(word, []).append(Site(call, frames))
