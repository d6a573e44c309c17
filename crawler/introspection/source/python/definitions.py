"""Python's functions and classes → ours, with bodies that are read when they are wanted."""

import ast
from collections.abc import Iterator

from crawler.introspection.source.frames import Frame
from crawler.introspection.source.once import once
from crawler.introspection.source.python.expressions import AnyFunction
from crawler.introspection.source.python.statements import Statements, last_word
from crawler.introspection.source.syntax import Class, Field, Function, Parameter


class Lowering(Statements):
    """Everything of one file; a node of a function or class always gives the same one."""

    def __init__(self) -> None:
        self._functions: dict[ast.AST, Function] = {}
        self._classes: dict[ast.AST, Class] = {}
        self._loops: dict[ast.AST, Frame] = {}

    def function_of(self, node: AnyFunction | ast.Lambda, *, method: bool = False) -> Function:
        if node not in self._functions:
            self._functions[node] = self._function(node, method=method)
        return self._functions[node]

    def class_of(self, node: ast.ClassDef) -> Class:
        if node not in self._classes:
            members = once(lambda: {each.name: each for each in self._fields(node)})
            bases = self.all(node.bases)
            doc = ast.get_docstring(node, clean=False)
            self._classes[node] = Class(node.name, bases, members, doc, open=True)
        return self._classes[node]

    def _function(self, node: AnyFunction | ast.Lambda, *, method: bool) -> Function:
        parameters = tuple(self._parameters(node.args))
        body = once(lambda: self._body(node))
        if isinstance(node, ast.Lambda):
            return Function("", parameters, body, line=node.lineno)
        marks = {last_word(each) for each in node.decorator_list}
        return Function(
            name=node.name,
            parameters=parameters,
            body=body,
            doc=ast.get_docstring(node, clean=False),
            getter=bool(marks & {"property", "cached_property"}),
            static="staticmethod" in marks,
            selfish=method and "staticmethod" not in marks,
            line=node.lineno,
        )

    def _body(self, node: AnyFunction | ast.Lambda) -> Frame:
        frame = Frame(function=self._functions[node])
        if isinstance(node, ast.Lambda):
            frame.returns.append(((), self.later(node.body)))
        else:
            self.collect(node.body, [frame])
        return frame

    def _parameters(self, given: ast.arguments) -> Iterator[Parameter]:
        plain = [*given.posonlyargs, *given.args]
        without = len(plain) - len(given.defaults)
        for index, each in enumerate(plain):
            default = given.defaults[index - without] if index >= without else None
            yield self._parameter(each, default)
        if given.vararg:
            yield Parameter(given.vararg.arg, kind="rest")
        for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
            yield self._parameter(each, default)
        if given.kwarg:
            yield Parameter(given.kwarg.arg, kind="others")

    def _parameter(self, given: ast.arg, default: ast.expr | None) -> Parameter:
        value = None if default is None else self.expression(default)
        return Parameter(given.arg, value, self.annotation(given.annotation))

    def _fields(self, node: ast.ClassDef) -> Iterator[Field]:
        for each in node.body:
            if isinstance(each, AnyFunction):
                yield from self._late_fields(each)
                yield Field(each.name, self.function_of(each, method=True))
            elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                value = None if each.value is None else self.later(each.value)
                yield Field(each.target.id, value, self.annotation(each.annotation))
            elif isinstance(each, ast.Assign):
                for target in each.targets:
                    if isinstance(target, ast.Name):
                        yield Field(target.id, self.later(each.value))

    def _late_fields(self, node: AnyFunction) -> Iterator[Field]:
        if node.name != "__init__" or not node.args.args:
            return
        own = node.args.args[0].arg
        for each in ast.walk(node):
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
                for target in each.targets if isinstance(each, ast.Assign) else [each.target]:
                    if isinstance(target, ast.Attribute) and _is_name(target.value, own):
                        yield Field(target.attr, self.later(each.value), late=True)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
