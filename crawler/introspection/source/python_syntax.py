"""Python's syntax tree → expressions and frames. The source is parsed, never compiled or run."""

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from crawler.introspection.source.syntax import (
    ITEM,
    OPAQUE,
    STAR,
    Call,
    Class,
    Decorated,
    Each,
    Either,
    Expression,
    Field,
    Frame,
    Function,
    Growth,
    Imported,
    Item,
    Joined,
    Later,
    Listed,
    Literal,
    Mapped,
    Member,
    Name,
    Parameter,
    Site,
    Spread,
)

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
GROWING = {"append": False, "add": False, "insert": False, "extend": True, "update": True}
"""Methods that add to a list or dictionary, and whether all that their argument holds."""


class PythonUnit:
    """One file. Raises SyntaxError, ValueError, RecursionError or MemoryError for what is none."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self._lowering = _Lowering()
        self._tree = ast.parse(source)
        self.frame = Frame()
        self._lowering.collect(self._tree.body, [self.frame])

    @cached_property
    def _walked(self) -> tuple[dict[str, list[Site]], list[Decorated]]:
        walk = _Walk(self._lowering)
        walk.statements(self._tree.body, (self.frame,))
        return walk.sites, walk.decorated

    def calls(self, word: str) -> Sequence[Site]:
        """The calls of what is named so, by its last name."""
        return self._walked[0].get(word, ())

    @property
    def decorated(self) -> Sequence[Decorated]:
        """The functions that have decorators."""
        return self._walked[1]

    @cached_property
    def imports(self) -> Sequence[str]:
        """The modules that are imported anywhere in it, also what may be a module of a package."""
        found = []
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Import):
                found += [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                dot = "" if module.endswith(".") else "."
                found += [module, *(f"{module}{dot}{each.name}" for each in node.names)]
        return list(dict.fromkeys(found))

    def classes(self) -> Iterator[tuple[Class, tuple[Frame, ...]]]:
        """The classes at the top of the file, with its frame."""
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef) and node.bases:
                yield self._lowering.class_of(node), (self.frame,)

    def all_exported(self) -> Sequence[str]:
        return [each for each in self.frame.names if not each.startswith("_") and each != STAR]

    def exported(self, name: str) -> Sequence[str]:
        """A module gives what it has."""
        return (name,)


class _Lowering:
    """Nodes → expressions; a function's node is always the same function."""

    def __init__(self) -> None:
        self._functions: dict[ast.AST, Function] = {}
        self._classes: dict[ast.AST, Class] = {}
        self._loops: dict[ast.AST, Frame] = {}

    def expression(self, node: ast.expr | None) -> Expression:  # noqa: C901, PLR0911, PLR0912, one case a kind
        match node:
            case ast.Constant(value=str() | int() | float() | bool() | None):
                return Literal(node.value)  # type: ignore[arg-type]
            case ast.Name():
                return Name(node.id)
            case ast.List() | ast.Tuple() | ast.Set():
                return Listed(self._all(node.elts))
            case ast.Dict():
                keys = (None if key is None else self.expression(key) for key in node.keys)
                return Mapped(tuple(zip(keys, self._all(node.values), strict=True)))
            case ast.JoinedStr():
                return Joined((Literal(""), *self._all(node.values)))
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
                return Either(self._all(node.values))
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
        return Call(callee, self._all(node.args), named, node.lineno)

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

    def loop(self, node: ast.AST, target: ast.expr, source: ast.expr) -> Frame:
        if node not in self._loops:
            frame = Frame(source=self.expression(source))
            self._bind(target, Name(ITEM), frame)
            self._loops[node] = frame
        return self._loops[node]

    def function_of(self, node: AnyFunction | ast.Lambda, *, method: bool = False) -> Function:
        if node not in self._functions:
            self._functions[node] = self._function(node, method=method)
        return self._functions[node]

    def class_of(self, node: ast.ClassDef) -> Class:
        if node not in self._classes:
            members = _once(lambda: {each.name: each for each in self._fields(node)})
            bases = self._all(node.bases)
            doc = ast.get_docstring(node, clean=False)
            self._classes[node] = Class(node.name, bases, members, doc, open=True)
        return self._classes[node]

    def collect(self, body: Iterable[ast.stmt], around: list[Frame]) -> None:
        """The names, changes and returns of statements, into the innermost of the frames."""
        for each in body:
            self._statement(each, around)

    def _statement(self, node: ast.stmt, around: list[Frame]) -> None:  # noqa: C901, PLR0912, one case a kind
        inner = around[-1]
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _define(inner, node.name, self._wrapped(node) or self.function_of(node))
            case ast.ClassDef():
                _define(inner, node.name, self.class_of(node))
            case ast.Assign():
                for target in node.targets:
                    self._assign(target, node.value, around)
            case ast.AnnAssign() if node.value is not None:
                self._assign(node.target, node.value, around)
            case ast.AugAssign(target=ast.Name()):
                self._grow(node.target.id, around, node.value, spread=True)
            case ast.Import() | ast.ImportFrom():
                _import(node, inner)
            case ast.Return():
                _return(around, self._later(node.value))
            case ast.Expr():
                self._effect(node.value, around)
            case ast.For() | ast.AsyncFor():
                loop = self.loop(node, node.target, node.iter)
                self.collect(node.body, [*around, loop])
                self.collect(node.orelse, around)
            case _:
                for each in ast.iter_child_nodes(node):
                    if isinstance(each, ast.withitem) and each.optional_vars is not None:
                        self._bind(each.optional_vars, self._later(each.context_expr), inner)
                    elif isinstance(each, ast.ExceptHandler | ast.match_case):
                        self.collect(each.body, around)
                    elif isinstance(each, ast.stmt):
                        self._statement(each, around)

    def _wrapped(self, node: AnyFunction) -> Expression | None:
        """What a function stands for that says with `functools.wraps` that it is another."""
        for each in node.decorator_list:
            if isinstance(each, ast.Call) and _mark(each) == "wraps" and each.args:
                return self.expression(each.args[0])
        return None

    def _assign(self, target: ast.expr, value: ast.expr, around: list[Frame]) -> None:
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self._grow(target.value.id, around, value, key=target.slice)
        else:
            self._bind(target, self._later(value), around[-1])

    def _bind(self, target: ast.expr, value: Expression, frame: Frame) -> None:
        if isinstance(target, ast.Name):
            _define(frame, target.id, value)
        elif isinstance(target, ast.Tuple | ast.List):
            for index, each in enumerate(target.elts):
                if isinstance(each, ast.Starred):
                    self._bind(each.value, Item(value, Literal(index), rest=True), frame)
                else:
                    self._bind(each, Item(value, Literal(index)), frame)

    def _effect(self, node: ast.expr, around: list[Frame]) -> None:
        if isinstance(node, ast.Yield):
            _return(around, Listed((self._later(node.value),)))
        elif isinstance(node, ast.YieldFrom):
            _return(around, self._later(node.value))
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
            growth = Growth(tuple(around[index + 1 :]), self._later(value), by, spread)
            frame.grown.setdefault(name, []).append(growth)

    def _function(self, node: AnyFunction | ast.Lambda, *, method: bool) -> Function:
        marks = {_mark(each) for each in getattr(node, "decorator_list", ())}
        lambda_ = isinstance(node, ast.Lambda)
        return Function(
            name="" if lambda_ else node.name,
            parameters=tuple(self._parameters(node.args)),
            body=_once(lambda: self._body(node)),
            doc=None if lambda_ else ast.get_docstring(node, clean=False),
            getter=bool(marks & {"property", "cached_property"}),
            static="staticmethod" in marks,
            selfish=method and "staticmethod" not in marks,
            line=node.lineno,
        )

    def _body(self, node: AnyFunction | ast.Lambda) -> Frame:
        frame = Frame(function=self._functions[node])
        if isinstance(node, ast.Lambda):
            frame.returns.append(((), self._later(node.body)))
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
                value = None if each.value is None else self._later(each.value)
                yield Field(each.target.id, value, self.annotation(each.annotation))
            elif isinstance(each, ast.Assign):
                for target in each.targets:
                    if isinstance(target, ast.Name):
                        yield Field(target.id, self._later(each.value))

    def _late_fields(self, node: AnyFunction) -> Iterator[Field]:
        if node.name != "__init__" or not node.args.args:
            return
        own = node.args.args[0].arg
        for each in ast.walk(node):
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
                for target in each.targets if isinstance(each, ast.Assign) else [each.target]:
                    if isinstance(target, ast.Attribute) and _is_name(target.value, own):
                        yield Field(target.attr, self._later(each.value), late=True)

    def _item(self, node: ast.Subscript) -> Expression:
        of = self.expression(node.value)
        if isinstance(node.slice, ast.Slice):
            whole = node.slice.upper is None and node.slice.step is None
            start = node.slice.lower
            return Item(of, self.expression(start), rest=True) if whole and start else OPAQUE
        return Item(of, self.expression(node.slice))

    def _all(self, nodes: Sequence[ast.expr]) -> tuple[Expression, ...]:
        return tuple(self.expression(each) for each in nodes)

    def _later(self, node: ast.expr | None) -> Expression:
        return Literal(None) if node is None else Later(_once(lambda: self.expression(node)))


class _Walk:
    """All calls and decorated functions of a file, with the frames around them."""

    def __init__(self, lowering: _Lowering) -> None:
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
                self.sites.setdefault(_mark(node.func), []).append(_site(lower.call(node), frames))
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


def _site(call: Call, frames: tuple[Frame, ...]) -> Site:
    return Site(call, frames)


def _mark(node: ast.expr) -> str:
    """The last name of what is called, or of a decorator."""
    if isinstance(node, ast.Call):
        return _mark(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _parts(node: ast.expr) -> list[ast.expr]:
    """What a long sum adds, without recursion."""
    parts: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.BitOr):
        parts.append(node.right)
        node = node.left
    return [node, *reversed(parts)]


def _define(frame: Frame, name: str, value: Expression) -> None:
    frame.names.setdefault(name, []).append(value)


def _return(around: list[Frame], value: Expression) -> None:
    around[0].returns.append((tuple(around[1:]), value))


def _import(node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
    if isinstance(node, ast.Import):
        for each in node.names:
            module = each.name if each.asname else each.name.partition(".")[0]
            _define(frame, each.asname or module, Imported(module))
        return
    module = "." * node.level + (node.module or "")
    for each in node.names:
        name = None if each.name == STAR else each.name
        _define(frame, each.asname or each.name, Imported(module, name))


def _once(make: "Callable[[], _T]") -> "Callable[[], _T]":
    made: list[_T] = []

    def give() -> "_T":
        if not made:
            made.append(make())
        return made[0]

    return give
