"""What calls of the package's own functions give: they are looked through, never run."""

from collections.abc import Mapping, Sequence

from crawler.introspection.source.budget import CALLS
from crawler.introspection.source.names import Names
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Call, Function, Parameter
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    ClassValue,
    Closure,
    Instance,
    Native,
    Value,
    is_known,
    join,
)


class Calls(Names):
    """Functions, entered with their parameters bound."""

    _running: list[Function]

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

    def _named(self, it: Call, scope: Scope) -> dict[str, Value]:
        named: dict[str, Value] = {}
        for name, expression in it.named:
            value = self.value(expression, scope)
            if name is not None:
                named[name] = value
            elif isinstance(value, dict):
                named.update(value)
        return named
