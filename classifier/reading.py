"""A tool's definition, read once: its parameters flat, whatever its schema looks like.

Depth and number are bounded and wrong types are passed over, so that no schema can make
this slow or fail.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from catalog.model.tool import Tool
from classifier.schema import DEEPER, Placed, alternatives, is_plain

DEPTH = 4
"""Levels of nested objects that are looked into."""
MOST = 400
"""Parameters that are looked at."""
CHOICES = 64
"""Values of one `enum` that are looked at."""


ROOT = "inputSchema"
TEXT = 40_000
"""Code points of one text that are read; the longest description of 37,802 real tools has
a quarter of them. What is longer is not judged as harmless."""


class Choice(NamedTuple):
    """A value that a parameter may have, and the field in which it stands."""

    value: str
    field: str


class Quote(NamedTuple):
    """The exact words of a stretch of one field."""

    field: str
    words: str
    start: int
    end: int


def quote(field: str, text: str, start: int, end: int) -> Quote:
    """The words of `text`, which is all of `field`, from `start` to `end`."""
    return Quote(field, text[start:end], start, end)


class Parameter(NamedTuple):
    """One property of the input schema, at any depth; `beside` points at all of its siblings.

    `schemas` are all that it may stand for, where that is more than its own schema.
    """

    name: str
    beside: str
    schema: dict[str, Any]
    schemas: tuple[Placed, ...] = ()

    @property
    def path(self) -> str:
        """A JSON Pointer, without its leading slash."""
        return f"{self.beside}/{escape(self.name)}"

    @property
    def description(self) -> str | None:
        """Its text, if it has one."""
        said = self.schema.get("description")
        if said is None and self.schemas:
            return self.described[0]
        return said if isinstance(said, str) else None

    @property
    def described(self) -> tuple[str | None, str]:
        """Its text, and the field in which that stands."""
        for schema, path in self.schemas or ((self.schema, self.path),):
            said = schema.get("description")
            if isinstance(said, str):
                return said, f"{path}/description"
        return None, f"{self.path}/description"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The texts among the values that its schemas list, in order."""
        schemas = self.schemas or ((self.schema, self.path),)
        found = {each.value: each for placed in schemas for each in _listed(*placed)}
        return tuple(islice(found.values(), CHOICES))


_new_parameter = partial(tuple.__new__, Parameter)
"""A parameter from all of its parts in order; they are made by the thousand."""


def _listed(schema: dict[str, Any], path: str) -> Iterator[Choice]:
    items = schema.get("items")
    for each, place in ((schema, path), (items, f"{path}/items")):
        if not isinstance(each, dict):
            continue
        if isinstance(each.get("const"), str):
            yield Choice(each["const"], f"{place}/const")
        values = each.get("enum")
        for at, value in enumerate(values[:CHOICES] if isinstance(values, list) else ()):
            if isinstance(value, str):
                yield Choice(value, f"{place}/enum/{at}")


class Reading(NamedTuple):
    """What function rules look at."""

    tool: Tool
    parameters: tuple[Parameter, ...]


def read_parameters(schema: Any) -> tuple[Parameter, ...]:
    """The parameters of an input schema, outermost first."""
    found: list[Parameter] = []
    if not isinstance(schema, dict):
        return ()
    level = _all_of(schema, ROOT, schema)
    for _ in range(DEPTH):
        level = [
            deeper for each, path in level for deeper in _properties(each, path, schema, found)
        ]
        if not level:
            break
    return tuple(found)


def _all_of(schema: dict[str, Any], path: str, root: Any) -> list[Placed]:
    return [(schema, path)] if is_plain(schema) else alternatives(schema, path, root, ROOT)


def _properties(
    schema: dict[str, Any], path: str, root: Any, found: list[Parameter]
) -> list[Placed]:
    """Append the properties of one object to `found`; what may hold more is returned."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return []
    deeper: list[Placed] = []
    beside = f"{path}/properties"
    for name, said in properties.items():
        if len(found) >= MOST:
            return []
        value = said if isinstance(said, dict) else _NOTHING
        parameter = _new_parameter((name, beside, value, ()))
        if DEEPER.isdisjoint(value):
            pass
        elif is_plain(value):
            _descend(value, parameter.path, root, deeper)
        else:
            schemas = tuple(alternatives(value, parameter.path, root, ROOT))
            parameter = parameter._replace(schemas=schemas)
            for each, place in schemas:
                _descend(each, place, root, deeper)
        found.append(parameter)
    return deeper


def _descend(schema: dict[str, Any], path: str, root: Any, deeper: list[Placed]) -> None:
    """Note where a schema, or its items, have properties of their own."""
    if "properties" in schema:
        deeper.append((schema, path))
    items = schema.get("items")
    if isinstance(items, dict):
        deeper += [
            each for each in _all_of(items, f"{path}/items", root) if "properties" in each[0]
        ]


def escape(name: str) -> str:
    """A member's name as a JSON Pointer token (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


_NOTHING: dict[str, Any] = {}
