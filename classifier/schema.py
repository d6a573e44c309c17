"""The schemas that a JSON Schema stands for: references followed, alternatives opened.

Only references within the document are followed; depth and number are bounded, and each
schema is opened once, so that one that refers to itself ends.
"""

from collections.abc import Iterator
from typing import Any

MOST = 32
"""Schemas that one schema may stand for."""
_BRANCHES = ("anyOf", "oneOf", "allOf", "then", "else")
_OPENS = frozenset((*_BRANCHES, "$ref"))
DEEPER = _OPENS | {"properties", "items"}
"""Members of a schema that has more in it than itself."""

Schema = dict[str, Any]
Placed = tuple[Schema, str]
"""A schema with its place: a JSON Pointer without the leading slash."""


def is_plain(schema: Schema) -> bool:
    """Whether it stands for itself alone."""
    return _OPENS.isdisjoint(schema)


def alternatives(schema: Schema, path: str, root: Any, root_path: str) -> list[Placed]:
    """The schema and all that it may stand for, itself first."""
    found: list[Placed] = [(schema, path)]
    seen = {id(schema)}
    for each, place in found:  # grows as it is read
        for deeper in _opened(each, place, root, root_path):
            if len(found) < MOST and id(deeper[0]) not in seen:
                seen.add(id(deeper[0]))
                found.append(deeper)
    return found


def _opened(schema: Schema, path: str, root: Any, root_path: str) -> Iterator[Placed]:
    reference = schema.get("$ref")
    if isinstance(reference, str) and (target := _target(reference, root, root_path)):
        yield target
    for key in _BRANCHES:
        branches = schema.get(key)
        if isinstance(branches, dict):
            yield branches, f"{path}/{key}"
        elif isinstance(branches, list):
            for at, each in enumerate(branches[:MOST]):
                if isinstance(each, dict):
                    yield each, f"{path}/{key}/{at}"


def _target(reference: str, root: Any, root_path: str) -> Placed | None:
    """What `#/$defs/Note` means; None where it leads out of the document, or to nothing."""
    if not reference.startswith("#"):
        return None
    found = root
    for token in reference[1:].split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return (found, root_path + reference[1:]) if isinstance(found, dict) else None
