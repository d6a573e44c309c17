"""Where a finding's field leads: a JSON Pointer → the text there, and whose parameter it is."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

SCHEMA = "inputSchema"
ITEM = "items"
MEMBERS = "properties"


class Spot(NamedTuple):
    """A field within a parameter: `name` is the way to it, as a page shows it, and `pointer`
    leads to its schema. `part` is what of it the field is: empty for its name."""

    name: str
    pointer: str
    part: str


@lru_cache(maxsize=8192)
def spot_of(field: str) -> Spot | None:
    """The parameter that a field is about; None where it is about none."""
    steps = field.removesuffix("#").split("/")
    if steps[0] != SCHEMA:
        return None
    shown, end, at = "", 0, 1
    while at < len(steps):
        if steps[at] == MEMBERS and at + 1 < len(steps):
            name = unescaped(steps[at + 1])
            shown = f"{shown}.{name}" if shown else name
            end = at = at + 2
            continue
        if steps[at] == ITEM and shown and MEMBERS in steps[at:]:
            shown += "[]"
        at += 1
    if not end:
        return None
    return Spot(shown, "/".join(steps[:end]), "/".join(steps[end:]))


def text_at(definition: Mapping[str, Any], field: str) -> str | None:
    """The text that a field of a definition is, or the member's name; None where there is none."""
    steps = field.split("/")
    if field.endswith("#"):
        return unescaped(steps[-1][:-1])
    found: Any = definition
    for step in steps:
        if isinstance(found, dict):
            found = found.get(unescaped(step))
        elif isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found if isinstance(found, str) else None


def unescaped(step: str) -> str:
    """One step of a JSON Pointer (RFC 6901, section 4)."""
    return step.replace("~1", "/").replace("~0", "~")
