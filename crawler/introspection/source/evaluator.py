"""What an expression's value is, as far as the source alone tells it.

Nothing is run: a function of the package is looked through for what it may return, with its
parameters bound; a name is all that it is ever defined as. Of branches, all are taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from crawler.introspection.source import natives
from crawler.introspection.source.budget import DEPTH, ITEMS, Budget
from crawler.introspection.source.calls import Calls
from crawler.introspection.source.objects import Objects
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.sums import added
from crawler.introspection.source.syntax import (
    Call,
    Class,
    Each,
    Either,
    Expression,
    Function,
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
    Spread,
)
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    ClassValue,
    Closure,
    External,
    Instance,
    Value,
    join,
    last_name,
)

Resolve = Callable[[str, Imported], Value]
"""What a file's import gives."""


class Evaluator(Calls):
    """Expressions → values. Raises Exhausted when the budget is spent."""

    _converters = re.compile("schema", re.IGNORECASE)
    """Functions that turn a schema of one kind into one of another, whoever wrote them."""

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
                return added([self.value(each, scope) for each in it.parts])
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
        if isinstance(it.callee, Member):
            of = self.value(it.callee.of, scope)
            if it.callee.name in self._builders:
                return Applied(natives.selected(of, it.callee.name), tuple(arguments), named)
            given = natives.method(self, of, it.callee.name, arguments, named)
            target = self.member(of, it.callee.name) if given is None else UNKNOWN
        else:
            target = self.value(it.callee, scope)
            if self._builds(target, arguments):
                return Applied(target, tuple(arguments), named)
            given = natives.function(self, target, arguments, named)
        if isinstance(target, ClassValue):
            return Instance(target, it, scope)
        return self.call(target, arguments, named) if given is None else given

    def _builds(self, target: Value, arguments: Sequence[Value]) -> bool:
        """Whether a function of the package's own is called as a builder's, on what one made."""
        made = bool(arguments) and isinstance(arguments[0], Applied)
        name = last_name(target)
        return made and (name in self._builders or self._converters.search(name) is not None)

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
