"""Python types → JSON Schema, as pydantic makes it for a function's parameters.

https://docs.pydantic.dev/latest/concepts/json_schema/
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.introspection.source.draft import plain
from crawler.introspection.source.evaluator import Evaluator
from crawler.introspection.source.python.type_words import (
    BOUNDS,
    LISTS,
    SIMPLE,
    Json,
    is_field,
    names_given,
    object_of,
    simple,
    with_default,
)
from crawler.introspection.source.scope import Scope
from crawler.introspection.source.syntax import Field, Parameter
from crawler.introspection.source.values import (
    UNKNOWN,
    Applied,
    ClassValue,
    Closure,
    External,
    Unknown,
    Value,
    last_name,
)

NESTED = 12
"""Types within one another."""


class Types:
    """Reads types; a class that holds itself is cut off."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def signature(self, closure: Closure, documented: Mapping[str, str]) -> Json:
        """The schema of a function's arguments, with what its docstring says of them."""
        parameters = closure.function.parameters[1 if closure.function.selfish else 0 :]
        properties: Json = {}
        required = []
        for each in parameters:
            if each.kind != "plain" or self._is_given(each, closure.scope):
                continue
            schema, needed = self._property(each.annotation, each.default, closure.scope, 0)
            said = documented.get(each.name)
            properties[each.name] = ({"description": said} if said else {}) | schema
            required += [each.name] if needed else []
        return object_of(properties, required)

    def json(self, value: Value) -> Any:
        """What a model, or a call that gives its schema, means as JSON."""
        if isinstance(value, Applied):
            name, of = last_name(value.callee), getattr(value.callee, "of", None)
            if name in ("model_json_schema", "schema") and isinstance(of, ClassValue):
                return self.model(of, 0)
            if name == "json_schema" and isinstance(of, Applied) and of.arguments:
                return self.read(of.arguments[0], 0)
            if name == "ToolAnnotations":
                return plain(value.named, self.json)
        return UNKNOWN

    def model(self, value: ClassValue, depth: int) -> Json:
        """The schema of a class's annotated attributes."""
        fields: dict[str, tuple[Field, Scope]] = {}
        for each in reversed(list(self._evaluator.ancestry(value))):
            members = each.definition.members().values()
            fields |= {f.name: (f, each.scope) for f in members if f.annotation is not None}
        properties: Json = {}
        required = []
        for name, (field, scope) in fields.items():
            if name.startswith("_") or name == "model_config":
                continue
            properties[name], needed = self._property(field.annotation, field.value, scope, depth)
            required += [name] if needed else []
        found = object_of(properties, required)
        return found | ({"description": value.definition.doc} if value.definition.doc else {})

    def read(self, value: Value, depth: int) -> Json:  # noqa: PLR0911, one case a kind
        """A type's schema; {}, which allows anything, where it is unknown."""
        if depth > NESTED:
            return {}
        match value:
            case None:
                return dict(SIMPLE["None"])
            case External():
                return simple(last_name(value))
            case ClassValue():
                return self._class(value, depth)
            case Applied(callee=External(path="|")):
                return self._any_of(value.arguments, depth)
            case Applied(callee=Applied(arguments=(of, *_)), arguments=(key, *_)):
                return self._generic(last_name(of), key if isinstance(key, list) else [key], depth)
        return {}

    def _property(
        self, annotation: Any, default: Any, scope: Scope, depth: int
    ) -> tuple[Json, bool]:
        """The schema of a parameter or attribute, and whether it must be given."""
        kind = UNKNOWN if annotation is None else self._evaluator.value(annotation, scope)
        schema = self.read(kind, depth + 1)
        if default is None:
            return schema, "default" not in schema
        value = self._evaluator.value(default, scope)
        if is_field(value):
            schema = {**schema, **self._field(value)}
            given = value.arguments[0] if value.arguments else value.named.get("default", ...)
            factory = "default_factory" in value.named
            return (schema, not factory) if given is ... else (with_default(schema, given), False)
        return with_default(schema, value), False

    def _class(self, value: ClassValue, depth: int) -> Json:
        names = {
            last_name(base)
            for each in self._evaluator.ancestry(value)
            for base in self._bases(each)
        }
        if any(each.endswith(("Enum", "Flag")) for each in names):
            members = (each for each in value.definition.members() if not each.startswith("_"))
            values = [self._evaluator.member(value, each) for each in members]
            return {"enum": [each for each in values if isinstance(each, str | int)]}
        return self.model(value, depth)

    def _bases(self, value: ClassValue) -> Iterator[Value]:
        return (self._evaluator.value(each, value.scope) for each in value.definition.bases)

    def _generic(  # noqa: PLR0911, one case a name
        self, name: str, keys: list[Value], depth: int
    ) -> Json:
        first = keys[0] if keys else UNKNOWN
        if name in LISTS:
            return {"type": "array", "items": self.read(first, depth + 1)}
        match name:
            case "Annotated":
                return self._annotated(keys, depth)
            case "Literal":
                return {"enum": [each for each in keys if isinstance(each, str | int | None)]}
            case "Optional":
                return self._any_of([*keys, None], depth)
            case "Union":
                return self._any_of(keys, depth)
            case "Required" | "NotRequired":
                return self.read(first, depth + 1)
        return simple(name)

    def _annotated(self, parts: Sequence[Value], depth: int) -> Json:
        schema = self.read(parts[0] if parts else UNKNOWN, depth + 1)
        for each in parts[1:]:
            if is_field(each):
                schema = {**schema, **self._field(each)}
                if "default" in each.named:
                    schema = with_default(schema, each.named["default"])
            elif isinstance(each, str):
                schema = {**schema, "description": str(each)}
        return schema

    def _field(self, value: Applied) -> Json:
        said = {
            BOUNDS[name]: plain(each, self.json)
            for name, each in value.named.items()
            if name in BOUNDS
        }
        return {name: each for name, each in said.items() if not isinstance(each, Unknown)}

    def _any_of(self, options: Sequence[Value], depth: int) -> Json:
        return {"anyOf": [self.read(each, depth + 1) for each in options]}

    def _is_given(self, parameter: Parameter, scope: Scope) -> bool:
        """Whether the framework gives it: a context, a dependency."""
        kind = self._evaluator.value(parameter.annotation, scope) if parameter.annotation else None
        value = self._evaluator.value(parameter.default, scope) if parameter.default else None
        return any(names_given(each) for each in (kind, value))
