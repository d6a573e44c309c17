"""Where a quote stands, in a reader's words."""

import re

PLACES = {
    "name": "name",
    "title": "title",
    "description": "description",
    "server/title": "server's title",
    "server/description": "server's description",
}
PARAMETER_NAME = "parameter {name}, its name"
PARAMETER_PART = "parameter {name}, its {part}"
ANNOTATION = "annotation {name}"


def place(field: str) -> str:
    """A finding's field in a reader's words; a field that has none stays as it is."""
    if field in PLACES:
        return PLACES[field]
    match = re.fullmatch(r"inputSchema/properties/([^/]+?)(#|/(\w+))", field)
    if match and match[2] == "#":
        return PARAMETER_NAME.format(name=_unescaped(match[1]))
    if match:
        return PARAMETER_PART.format(name=_unescaped(match[1]), part=match[3])
    if field.startswith("annotations/"):
        return ANNOTATION.format(name=_unescaped(field.removeprefix("annotations/")))
    return field


def _unescaped(step: str) -> str:
    """One step of a JSON Pointer (RFC 6901, section 4)."""
    return step.replace("~1", "/").replace("~0", "~")
