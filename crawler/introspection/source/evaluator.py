"""What an expression's value is, as far as the source alone tells it.

Nothing is run: a function of the package is looked through for what it may return, with its
parameters bound; a name is all that it is ever defined as. Of branches, all are taken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from crawler.introspection.source import natives
from crawler.introspection.source.budget import CALLS, CHARACTERS, DEPTH, ITEMS, Budget
from crawler.introspection.source.objects import Objects
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import (
    ITEM,
    STAR,
    Call,
    Class,
    Each,
    Either,
    Expression,
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
    Opaque,
    Parameter,
    Spread,
)
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    Blurred,
    ClassValue,
    Closure,
    External,
    Instance,
    Native,
    Value,
    is_known,
    join,
    last_name,
)

Resolve = Callable[[str, Imported], Value]
"""What a file's import gives."""


class Evaluator:
    """Expressions → values. Raises Exhausted when the budget is spent."""

    def __init__(self, budget: Budget, resolve: Resolve, builders: frozenset[str]) -> None:
        self.budget = budget
        self._resolve = resolve
        self._builders = builders
        self._objects = Objects(self)
        self._running: list[Function] = []

    def value(self, expression: Expression, scope: Scope) -> Value:
        """The value of an expression in a scope; UNKNOWN beyond the depth."""
        self.budget.spend()
        if self.budget.depth >= DEPTH:
            return UNKNOWN
        self.budget.depth += 1
        try:
            return self._value(expression, scope)
        finally:
            self.budget.depth -= 1

    def _value(self, it: Expression, scope: Scope) -> Value:  # noqa: C901, PLR0911, PLR0912, one case a kind
        match it:
            case Literal():
                return it.value
            case Name():
                return self.look_up(it.id, scope)
            case Later():
                return self.value(it.lower(), scope)
            case Listed():
                return self.values(it.items, scope)
            case Mapped():
                return self._mapped(it, scope)
            case Joined():
                return _added([self.value(each, scope) for each in it.parts])
            case Member():
                return self.member(self.value(it.of, scope), it.name)
            case Item():
                return self._item(it, scope)
            case Either():
                return join(self.value(each, scope) for each in it.options)
            case Call():
                return self._call(it, scope)
            case Each():
                return self._each(it, scope)
            case Imported():
                return self._resolve(scope.unit, it)
            case Function():
                return Closure(it, scope)
            case Class():
                return ClassValue(it, scope)
            case Spread() | Opaque():
                return UNKNOWN
            case _:
                assert_never(it)

    def values(self, items: Sequence[Expression], scope: Scope) -> list[Value]:
        """The values of a list's items or a call's arguments, with what is spread in its place."""
        found: list[Value] = []
        for each in items:
            value = self.value(each.of if isinstance(each, Spread) else each, scope)
            if not isinstance(each, Spread):
                found.append(value)
            elif isinstance(value, list):
                found.extend(value)
            else:
                found.append(UNKNOWN)
        return found[:ITEMS]

    def look_up(self, name: str, scope: Scope) -> Value:
        """What a name means in a scope: bound, defined, or from outside."""
        inner: Scope | None = scope
        while inner is not None:
            if name in inner.bound:
                return inner.bound[name]
            if name in inner.memo:
                return inner.memo[name]
            if name in inner.frame.names:
                return self._defined(name, inner)
            for each in inner.frame.names.get(STAR, ()):
                value = self.member(self.value(each, inner), name)
                if is_known(value):
                    return value
            inner = inner.parent
        return External(name)

    def member(self, of: Value, name: str) -> Value:
        """`of.name`, also of modules, classes and objects."""
        return self._objects.member(of, name)

    def opened(self, of: Value) -> dict[str, Value]:
        """All members of an object or a module, as far as they are known."""
        return self._objects.opened(of)

    def ancestry(self, value: ClassValue) -> Iterator[ClassValue]:
        """The class and those above it, nearest first."""
        return self._objects.ancestry(value)

    def attribute(self, module: Imported, unit: str) -> Value:
        """What a module gives under a name."""
        return self._resolve(unit, module)

    def call(self, target: Value, arguments: Sequence[Value], named: Mapping[str, Value]) -> Value:
        """What a call gives: looked through where it can be, else kept as it is."""
        if isinstance(target, Native):
            return target.run(*arguments)
        if isinstance(target, ClassValue):
            return Instance(target)
        if isinstance(target, Closure):
            given = self._invoke(target, arguments, named)
            if is_known(given) or isinstance(given, Applied):
                return given
        return Applied(target, tuple(arguments), dict(named))

    def rounds(self, loops: Sequence[Frame], scope: Scope) -> Iterator[Scope]:
        """The scopes of the innermost of nested loops, round by round."""
        if not loops:
            yield scope
            return
        first, *others = loops
        for bound in self.turns(first, scope):
            yield from self.rounds(others, Scope(first, scope, scope.unit, bound))

    def turns(self, loop: Frame, scope: Scope) -> Iterator[dict[str, Value]]:
        """What a loop binds in each round; one round of the unknown where it is not to be told."""
        if loop.source is None:
            yield {}
            return
        over = natives.listed(self.value(loop.source, scope))
        for each in [UNKNOWN] if over is None else over:
            self.budget.spend()
            yield {ITEM: each}

    def inside(
        self, closure: Closure, values: Sequence[Value], named: Mapping[str, Value]
    ) -> Scope:
        """A function's scope with its parameters bound."""
        function = closure.function
        frame = function.body()
        scope = Scope(frame, closure.scope, closure.scope.unit)
        if closure.this is not None:
            scope.bound["this"] = closure.this
        given = list(values)
        if function.selfish and closure.this is not None:
            given.insert(0, closure.this)
        rest = dict(named)
        for each in function.parameters:
            scope.bound[each.name] = self._given(each, given, rest, closure.scope)
        return scope

    def _given(
        self, parameter: Parameter, values: list[Value], named: dict[str, Value], scope: Scope
    ) -> Value:
        if parameter.kind == "rest":
            taken, values[:] = list(values), []
            return taken
        if parameter.kind == "others":
            return dict(named)
        if values:
            given = values.pop(0)
            if given is not None or parameter.default is None:
                return given
        if parameter.name in named:
            return named.pop(parameter.name)
        if parameter.default is not None:
            return self.value(parameter.default, scope)
        kind = UNKNOWN if parameter.annotation is None else self.value(parameter.annotation, scope)
        return Instance(kind) if isinstance(kind, ClassValue) else UNKNOWN

    def _invoke(
        self, closure: Closure, arguments: Sequence[Value], named: Mapping[str, Value]
    ) -> Value:
        """UNKNOWN for one within itself: all branches are taken, so that it would never end."""
        function = closure.function
        if function in self._running or len(self._running) >= CALLS:
            return UNKNOWN
        self._running.append(function)
        try:
            scope = self.inside(closure, arguments, named)
            return join(
                self.value(expression, inner)
                for frames, expression in scope.frame.returns
                for inner in self.rounds(frames, scope)
            )
        finally:
            self._running.pop()

    def _defined(self, name: str, scope: Scope) -> Value:
        scope.memo[name] = UNKNOWN  # for one that is defined by itself
        value = join([self.value(each, scope) for each in scope.frame.names[name]])
        if isinstance(value, list | dict) and name in scope.frame.grown:
            value = value.copy()
            scope.memo[name] = value
            for growth in scope.frame.grown[name]:
                self._grow(value, growth, scope)
        scope.memo[name] = value
        return value

    def _grow(self, value: list[Value] | dict[str, Value], growth: Growth, scope: Scope) -> None:
        for inner in self.rounds(growth.frames, scope):
            more = self.value(growth.value, inner)
            if growth.key is not None:
                key = self.value(growth.key, inner)
                if (
                    isinstance(value, dict)
                    and isinstance(key, str)
                    and value.get(key, UNKNOWN) is UNKNOWN
                ):
                    value[key] = more  # a later one may be of a branch that is not taken
            elif isinstance(value, dict):
                value.update(self.opened(more))
            elif growth.spread:
                value.extend(natives.listed(more) or [UNKNOWN])
            else:
                value.append(more)
            if len(value) > ITEMS:
                return

    def _mapped(self, it: Mapped, scope: Scope) -> Value:
        found: dict[str, Value] = {}
        for key, expression in it.entries:
            value = self.value(expression, scope)
            if key is None:
                found.update(self.opened(value))
                continue
            name = self.value(key, scope)
            if isinstance(name, str | int | float | bool):
                found[str(name)] = value
        return found

    def _item(self, it: Item, scope: Scope) -> Value:
        of, key = self.value(it.of, scope), self.value(it.key, scope)
        if it.rest:
            return natives.rest(of, key)
        if isinstance(of, list) and isinstance(key, int):
            return of[key] if -len(of) <= key < len(of) else UNKNOWN
        if isinstance(key, str | int | float) and (isinstance(of, dict) or isinstance(key, str)):
            return self.member(of, str(key))
        if isinstance(of, External | ClassValue):  # a generic type, such as list[str]
            return Applied(Applied(External("[]"), (of,)), (key,))
        return UNKNOWN

    def _call(self, it: Call, scope: Scope) -> Value:
        arguments = self.values(it.arguments, scope)
        named = self._named(it, scope)
        if not isinstance(it.callee, Member):
            target = self.value(it.callee, scope)
            if isinstance(target, ClassValue):
                return Instance(target, it, scope)
            if (
                last_name(target) in self._builders
                and arguments
                and isinstance(arguments[0], Applied)
            ):
                return Applied(target, tuple(arguments), named)
            given = natives.function(self, target, arguments, named)
            return self.call(target, arguments, named) if given is None else given
        of = self.value(it.callee.of, scope)
        if it.callee.name in self._builders:
            return Applied(natives.selected(of, it.callee.name), tuple(arguments), named)
        given = natives.method(self, of, it.callee.name, arguments, named)
        if given is not None:
            return given
        target = self.member(of, it.callee.name)
        if isinstance(target, ClassValue):
            return Instance(target, it, scope)
        return self.call(target, arguments, named)

    def _named(self, it: Call, scope: Scope) -> dict[str, Value]:
        named: dict[str, Value] = {}
        for name, expression in it.named:
            value = self.value(expression, scope)
            if name is not None:
                named[name] = value
            elif isinstance(value, dict):
                named.update(value)
        return named

    def _each(self, it: Each, scope: Scope) -> Value:
        scopes = self.rounds(it.loops, scope)
        if it.key is None:
            found: list[Value] = []
            for inner in scopes:
                found.append(self.value(it.element, inner))
                if len(found) > ITEMS:
                    return UNKNOWN
            return found
        entries = ((self.value(it.key, inner), inner) for inner in scopes)
        return {
            key: self.value(it.element, inner) for key, inner in entries if isinstance(key, str)
        }


def _added(values: Sequence[Value]) -> Value:
    """Texts end to end, lists end to end, or one of several types."""
    first = values[0] if values else ""
    if any(isinstance(each, str) for each in values):
        return _text(values)
    if isinstance(first, list) and all(isinstance(each, list) for each in values):
        return [item for each in values for item in each][:ITEMS]
    if isinstance(first, dict) and all(isinstance(each, dict) for each in values):
        return {key: value for each in values for key, value in each.items()}
    if any(isinstance(each, list) for each in values):
        return [item for each in values for item in (each if isinstance(each, list) else [UNKNOWN])]
    if any(isinstance(each, External | Applied | ClassValue) for each in values):
        return Applied(External("|"), tuple(values))
    return UNKNOWN


def _text(values: Sequence[Value]) -> Value:
    sure = all(isinstance(each, str | int) for each in values)
    blurred = not sure or any(isinstance(each, Blurred) for each in values)
    parts = [str(each) if isinstance(each, str | int) else "…" for each in values]
    if sum(map(len, parts)) > CHARACTERS:
        return UNKNOWN
    text = "".join(parts)
    return Blurred(text) if blurred else text
