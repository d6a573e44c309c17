"""What a registration says of a tool, before it is a definition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.introspection.source.values import (
    UNKNOWN,
    Blurred,
    Unknown,
    Value,
    is_text,
)

ORIGIN = "toolrisk/source"
"""Where in `_meta` a definition that was read from source says which file and line it is from."""

NAME = 200
"""Characters of the longest name; more is no name."""

Schema = Callable[[Value], Any]
"""What a library's own values mean as JSON; UNKNOWN where they mean none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One tool; whatever is not to be told is UNKNOWN."""

    name: Value
    title: Value = UNKNOWN
    description: Value = UNKNOWN
    schema: Value = UNKNOWN
    output: Value = UNKNOWN
    annotations: Value = UNKNOWN
    owner: Value = UNKNOWN
    line: int = 0

    @property
    def named(self) -> bool:
        """Whether its name is certain; without one there is no tool."""
        return is_text(self.name) and 0 < len(self.name) <= NAME and self.name.isprintable()

    def definition(self, prefix: str, path: str, schema: Schema) -> dict[str, Any]:
        """The tool as a server would list it; what is unknown is left out."""
        found = {
            "name": f"{prefix}{self.name}",
            "title": plain(self.title, schema),
            "description": plain(self.description, schema),
            "inputSchema": _schema(plain(self.schema, schema)),
            "outputSchema": plain(self.output, schema),
            "annotations": plain(self.annotations, schema),
        }
        for key, kind in _KINDS.items():
            if not isinstance(found[key], kind) or not found[key]:
                del found[key]
        return found | {"_meta": {ORIGIN: f"{path}:{self.line}"}}


_KINDS: Mapping[str, type] = {
    "title": str,
    "description": str,
    "outputSchema": dict,
    "annotations": dict,
}


def _schema(given: Any) -> Any:
    """A schema always says what it is of."""
    return {"type": "object", **given} if isinstance(given, dict) else {"type": "object"}


def plain(value: Value, schema: Schema) -> Any:
    """A value as JSON; of lists and objects what is unknown is left out."""
    if isinstance(value, Blurred):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | Unknown):
        return value
    if isinstance(value, list):
        every = (plain(each, schema) for each in value)
        return [each for each in every if not isinstance(each, Unknown)]
    if isinstance(value, dict):
        items = ((key, plain(each, schema)) for key, each in value.items())
        return {key: each for key, each in items if not isinstance(each, Unknown)}
    return schema(value)
