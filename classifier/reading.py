"""A tool's definition, read once: its parameters flat, whatever its schema looks like.

Depth and number are bounded, references are not followed and wrong types are passed
over, so that no schema can make this slow or fail.
"""

from typing import Any, NamedTuple

from catalog.model.tool import Tool

DEPTH = 4
"""Levels of nested objects that are looked into."""
MOST = 400
"""Parameters that are looked at."""
CHOICES = 64
"""Values of one `enum` that are looked at."""


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
    """One property of the input schema, at any depth; `beside` points at all of its siblings."""

    name: str
    beside: str
    schema: dict[str, Any]

    @property
    def path(self) -> str:
        """A JSON Pointer, without its leading slash."""
        return f"{self.beside}/{escape(self.name)}"

    @property
    def description(self) -> str | None:
        """Its text, if it is one."""
        said = self.schema.get("description")
        return said if isinstance(said, str) else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts among the values of its `enum`."""
        values = self.schema.get("enum")
        if not isinstance(values, list):
            return ()
        return tuple(each for each in values[:CHOICES] if isinstance(each, str))


class Reading(NamedTuple):
    """What function rules look at."""

    tool: Tool
    parameters: tuple[Parameter, ...]


def read_parameters(schema: Any) -> tuple[Parameter, ...]:
    """The parameters of an input schema, outermost first."""
    found: list[Parameter] = []
    level = [(schema, "inputSchema")]
    for _ in range(DEPTH):
        level = [deeper for each, path in level for deeper in _properties(each, path, found)]
        if not level:
            break
    return tuple(found)


def _properties(schema: Any, path: str, found: list[Parameter]) -> list[tuple[Any, str]]:
    """Append the properties of one object to `found`; what may hold more is returned."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        return []
    deeper: list[tuple[Any, str]] = []
    beside = f"{path}/properties"
    for name, said in properties.items():
        if len(found) >= MOST:
            return []
        value = said if isinstance(said, dict) else _NOTHING
        found.append(Parameter(name, beside, value))
        if "properties" in value:
            deeper.append((value, found[-1].path))
        items = value.get("items")
        if isinstance(items, dict) and "properties" in items:
            deeper.append((items, f"{found[-1].path}/items"))
    return deeper


def escape(name: str) -> str:
    """A member's name as a JSON Pointer token (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


_NOTHING: dict[str, Any] = {}
