"""What names mean, and which rounds a loop has."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from crawler.introspection.source import native_lists
from crawler.introspection.source.budget import ITEMS, Budget
from crawler.introspection.source.frames import ITEM, STAR, Frame, Growth
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Expression
from crawler.introspection.source.values import UNKNOWN, External, Value, is_known, join


class Names(ABC):
    """Names and loops; expressions are left to others."""

    budget: Budget

    @abstractmethod
    def value(self, expression: Expression, scope: Scope) -> Value:
        """The value of an expression in a scope."""

    @abstractmethod
    def member(self, of: Value, name: str) -> Value:
        """`of.name`."""

    @abstractmethod
    def opened(self, of: Value) -> dict[str, Value]:
        """All members of an object."""

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
        over = native_lists.listed(self.value(loop.source, scope))
        for each in [UNKNOWN] if over is None else over:
            self.budget.spend()
            yield {ITEM: each}

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
                value.extend(native_lists.listed(more) or [UNKNOWN])
            else:
                value.append(more)
            if len(value) > ITEMS:
                return
