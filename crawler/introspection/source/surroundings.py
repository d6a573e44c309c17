"""The scopes that a call can run in: each round of its loops, each caller of its functions."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from crawler.introspection.source.frames import Decorated, Frame, Site
from crawler.introspection.source.program import Program, Unit
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Call, Class, Function, Name
from crawler.introspection.source.values import (
    UNKNOWN,
    ClassValue,
    Closure,
    Instance,
    Selected,
    Value,
    last_name,
)

SCOPES = 1_000
"""Scopes of one call that are looked at."""

CALLERS = 3
"""Callers of callers of … that are looked for."""

CALLS = 100
"""Calls of one function that are looked at in a file."""


class Surroundings:
    """Scopes for the sites of some units, which are all that can call one another."""

    def __init__(self, program: Program, units: Sequence[Unit]) -> None:
        self._program = program
        self._units = units
        self._decorate: dict[int, list[tuple[Closure, Closure]]] | None = None
        self._below: dict[int, list[ClassValue]] | None = None

    def plain(self, unit: Unit, site: Site) -> Iterator[Scope]:
        """With parameters and objects unknown; loops are run."""
        return islice(self._scopes(unit, site.frames[1:], self._program.top(unit), 0), SCOPES)

    def called(self, unit: Unit, site: Site) -> Iterator[Scope]:
        """As its callers and the classes below its own have it."""
        scopes = self._scopes(unit, site.frames[1:], self._program.top(unit), CALLERS)
        return islice(chain(self._decorating(unit, site), scopes), SCOPES)

    def _decorating(self, unit: Unit, site: Site) -> Iterator[Scope]:
        """A site in a decorator runs once for each function that is decorated with it."""
        for index, frame in reversed(list(enumerate(site.frames))):
            if frame.function is None:
                continue
            for closure, decorated in self._decorators().get(id(frame.function), ()):
                scope = self._program.evaluator.inside(closure, [decorated], {})
                yield from self._scopes(unit, site.frames[index + 1 :], scope, 0)
            return

    def _decorators(self) -> dict[int, list[tuple[Closure, Closure]]]:
        """By the identity of a function: what it decorates, with its own surroundings."""
        if self._decorate is None:
            self._decorate = {}
            for unit in self._units:
                for each in unit.decorated:
                    self._add(unit, each, self._decorate)
        return self._decorate

    def _add(
        self, unit: Unit, each: Decorated, found: dict[int, list[tuple[Closure, Closure]]]
    ) -> None:
        for scope in islice(self._scopes(unit, each.frames[1:], self._program.top(unit), 0), 1):
            for decorator in each.decorators:
                value = self._program.evaluator.value(decorator, scope)
                if isinstance(value, Closure):
                    pair = (value, Closure(each.function, scope, scope.bound.get("this")))
                    found.setdefault(id(value.function), []).append(pair)

    def unknown(self, unit: Unit, frame: Frame, scope: Scope) -> Scope:
        """The first of the scopes in which a frame can be entered, whoever calls it."""
        return next(iter(self._entered(unit, frame, scope, 0)), scope)

    def _scopes(
        self, unit: Unit, frames: Sequence[Frame], scope: Scope, callers: int
    ) -> Iterator[Scope]:
        if not frames:
            yield scope
            return
        first, *others = frames
        for inner in self._entered(unit, first, scope, callers):
            self._program.budget.spend()
            yield from self._scopes(unit, others, inner, callers)

    def _entered(self, unit: Unit, frame: Frame, scope: Scope, callers: int) -> Iterator[Scope]:
        evaluator = self._program.evaluator
        if frame.owner is not None:
            for this in self._objects(frame.owner, scope) if callers else [UNKNOWN]:
                yield Scope(frame, scope, unit.path, {"this": this})
        elif frame.function is None:
            for bound in evaluator.turns(frame, scope):
                yield Scope(frame, scope, unit.path, bound)
        else:
            this = scope.bound.get("this") if scope.frame.owner else None
            closure = Closure(frame.function, scope, this)
            for arguments, named in self._callers(frame, closure, scope, callers):
                yield evaluator.inside(closure, arguments, named)

    def _callers(
        self, frame: Frame, closure: Closure, scope: Scope, callers: int
    ) -> Iterator[tuple[Sequence[Value], dict[str, Value]]]:
        """What the function is called with; with nothing where nobody is seen to call it."""
        found = False
        if frame.callback_of is not None:
            for arguments in self._called_back(frame.callback_of, scope):
                found = True
                yield arguments, {}
        elif callers and closure.function.parameters and closure.function.name:
            for call, outer in self._calls(closure.function, callers - 1):
                found = True
                named = {n: self._program.evaluator.value(v, outer) for n, v in call.named if n}
                yield self._program.evaluator.values(call.arguments, outer), named
        if not found:
            yield [], {}

    def _called_back(self, call: Call, scope: Scope) -> Iterator[Sequence[Value]]:
        """What `xs.forEach(function)` calls the function with."""
        evaluator = self._program.evaluator
        callee = call.callee
        name, of = getattr(callee, "name", ""), getattr(callee, "of", None)
        if of is None or name not in ("forEach", "map", "flatMap", "filter"):
            return
        over = evaluator.value(of, scope)
        for each in over if isinstance(over, list) else ():
            yield [each]

    def _calls(self, function: Function, callers: int) -> Iterator[tuple[Call, Scope]]:
        for unit in self._units:
            for site in unit.calls(function.name)[:CALLS]:
                if site.call.callee is function:
                    continue
                frames = site.frames[1:]
                if any(each.function is function for each in frames):
                    continue  # it calls itself
                for outer in islice(
                    self._scopes(unit, frames, self._program.top(unit), callers), SCOPES
                ):
                    if self._means(site.call, outer, function):
                        yield site.call, outer

    def _means(self, call: Call, scope: Scope, function: Function) -> bool:
        """Whether the call is of that function, as far as can be told."""
        callee = call.callee
        if isinstance(callee, Call):  # a decorator that is made by a call
            return isinstance(callee.callee, Name) and callee.callee.id == function.name
        target = self._program.evaluator.value(callee, scope)
        if isinstance(target, Closure):
            return target.function is function
        return isinstance(target, Selected) and last_name(target) == function.name

    def _objects(self, owner: Class, scope: Scope) -> Iterator[Value]:
        """An object of each class that is this one or below it."""
        own = ClassValue(owner, scope)
        yield Instance(own)
        for each in self._descendants().get(id(owner), ()):
            yield Instance(each)

    def _descendants(self) -> dict[int, list[ClassValue]]:
        """By the identity of a class: all classes below it."""
        if self._below is None:
            self._below = {}
            for each in self._classes():
                for above in islice(self._program.evaluator.ancestry(each), 1, None):
                    self._below.setdefault(id(above.definition), []).append(each)
        return self._below

    def _classes(self) -> Iterator[ClassValue]:
        for unit in self._units:
            for definition, frames in unit.classes():
                scopes = self._scopes(unit, frames[1:], self._program.top(unit), 0)
                for scope in islice(scopes, 1):
                    yield ClassValue(definition, scope)
