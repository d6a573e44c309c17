"""Members: of dictionaries, modules, classes and their objects."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.introspection.source.frames import STAR, Frame
from crawler.introspection.source.javascript.zod_shapes import shape_of
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Call, Expression, Field, Function, Imported, Literal
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    ClassValue,
    Closure,
    External,
    Instance,
    ModuleValue,
    Selected,
    Value,
)

if TYPE_CHECKING:
    from crawler.introspection.source.evaluator import Evaluator

ANCESTORS = 50
"""Classes above a class that are looked at."""

CONSTRUCTORS = ("constructor", "__init__")


class Objects:
    """What `of.name` is."""

    def __init__(self, evaluator: "Evaluator") -> None:
        self._evaluator = evaluator

    def member(self, of: Value, name: str) -> Value:
        """UNKNOWN where a known thing has no such member; symbolic where it is from outside."""
        if isinstance(of, dict):
            return self._looked_at(of.get(name, UNKNOWN), of)
        if isinstance(of, ModuleValue):
            return self._evaluator.attribute(Imported(of.path, name), of.path)
        if isinstance(of, Instance):
            return self._of_instance(of, name)
        if isinstance(of, ClassValue):
            return self._of_class(of, name)
        return _of_other(of, name)

    def opened(self, value: Value) -> dict[str, Value]:
        """All members of an object or a module, as far as they are known."""
        if isinstance(value, dict):
            return {name: self._looked_at(each, value) for name, each in value.items()}
        if isinstance(value, ModuleValue):
            every = self._evaluator.attribute(Imported(value.path, STAR), value.path)
            return self.opened(every) if isinstance(every, dict) else {}
        if not isinstance(value, Instance):
            return shape_of(value) or {}
        names = {name for each in self.ancestry(value.of) for name in each.definition.members()}
        return {name: self.member(value, name) for name in sorted(names)}

    def ancestry(self, value: ClassValue) -> Iterator[ClassValue]:
        """The class and those above it, nearest first."""
        waiting, seen = [value], set[int]()
        while waiting and len(seen) < ANCESTORS:
            current = waiting.pop(0)
            if id(current.definition) in seen:
                continue
            seen.add(id(current.definition))
            yield current
            bases = (
                self._evaluator.value(each, current.scope) for each in current.definition.bases
            )
            waiting += [each for each in bases if isinstance(each, ClassValue)]

    def _looked_at(self, value: Value, this: Value) -> Value:
        """A getter's value is what it gives."""
        if isinstance(value, Closure) and value.function.getter:
            return self._evaluator.call(Closure(value.function, value.scope, this), (), {})
        return value

    def _of_class(self, of: ClassValue, name: str) -> Value:
        for each in self.ancestry(of):
            found = each.definition.members().get(name)
            if found is not None and found.value is not None:
                value = self._evaluator.value(found.value, _class_scope(each, of))
                return Closure(value.function, value.scope, of) if _is_static(value) else value
            for growth in each.scope.frame.grown.get(each.definition.name, ()):
                if isinstance(growth.key, Literal) and growth.key.value == name:
                    return self._evaluator.value(growth.value, each.scope)
        if name in ("__doc__", "name", "__name__"):
            return of.definition.doc if name == "__doc__" else of.definition.name
        return Selected(of, name)

    def _of_instance(self, of: Instance, name: str) -> Value:
        if name in ("constructor", "__class__"):
            return of.of
        for each in self.ancestry(of.of):
            found = each.definition.members().get(name)
            if found is not None and found.value is not None:
                return self._looked_at(self._field(found, each, of), of)
        return Selected(of, name)

    def _field(self, field: Field, owner: ClassValue, of: Instance) -> Value:
        assert field.value is not None  # noqa: S101, for the type checker
        scope = self._constructed(owner, of) if field.late else _class_scope(owner, of)
        value = self._evaluator.value(field.value, scope)
        if isinstance(value, Closure) and isinstance(field.value, Function):
            return Closure(value.function, value.scope, of)
        return value

    def _constructed(self, owner: ClassValue, of: Instance) -> Scope:
        """The scope of the constructor that sets a field, with what it was called with."""
        maker = _constructor(owner)
        if maker is None:
            return _class_scope(owner, of)
        closure = Closure(maker, owner.scope, of)
        arguments, named = self._arguments(owner, of)
        return self._evaluator.inside(closure, arguments, named)

    def _arguments(self, owner: ClassValue, of: Instance) -> tuple[list[Value], dict[str, Value]]:
        """What the constructor of `owner` is given: by the maker, or by a class below it."""
        call, scope = of.call, of.scope
        for each in self.ancestry(of.of):
            if call is None or scope is None:
                return [], {}
            if each is owner or each.definition is owner.definition:
                break
            maker = _constructor(each)
            if maker is None:
                continue
            arguments, named = self._evaluated(call, scope)
            scope = self._evaluator.inside(Closure(maker, each.scope, of), arguments, named)
            call = next(iter(maker.body().supers), None)
        return self._evaluated(call, scope) if call and scope else ([], {})

    def _evaluated(self, call: Call, scope: Scope) -> tuple[list[Value], dict[str, Value]]:
        named = {n: self._evaluator.value(v, scope) for n, v in call.named if n is not None}
        return self._evaluator.values(call.arguments, scope), named


def _constructor(owner: ClassValue) -> Function | None:
    members = owner.definition.members()
    found = (members[name].value for name in CONSTRUCTORS if name in members)
    return next((each for each in found if isinstance(each, Function)), None)


def _class_scope(owner: ClassValue, this: Value) -> Scope:
    """Where a class's own attributes are evaluated: they see one another, as in Python."""
    names: dict[str, list[Expression]] = {}
    for name, each in owner.definition.members().items() if owner.definition.open else ():
        if each.value is not None and not each.late and not isinstance(each.value, Function):
            names[name] = [each.value]
    frame = Frame(names=names)
    return Scope(frame, owner.scope, owner.scope.unit, {"this": this})


def _is_static(value: Value) -> bool:
    return isinstance(value, Closure) and value.function.static


def _of_other(of: Value, name: str) -> Value:
    """A member of what has none of its own: it stays symbolic, but for what is known of it."""
    if isinstance(of, External):
        return External(f"{of.path}.{name}")
    if isinstance(of, Closure) and name in ("__doc__", "__name__", "name"):
        return of.function.doc if name == "__doc__" else of.function.name
    fields = shape_of(of) if isinstance(of, Selected) else None
    if fields is not None:
        return fields.get(name, UNKNOWN)
    if isinstance(of, Applied | Selected | Closure):
        return Selected(of, name)
    return of if name == "value" and isinstance(of, str) else UNKNOWN  # a member of an enum
