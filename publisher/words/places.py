"""Where a quote stands, in a reader's words."""

import re

PLACES = {
    "name": "its name",
    "title": "its title",
    "description": "its description",
    "server/title": "the server's title",
    "server/description": "the server's description",
    "server/instructions": "the server's instructions",
}
PARAMETER_NAME = "the name of its parameter {name}"
PARAMETER_PART = "the {part} of its parameter {name}"
ANNOTATION = "its annotation {name}"


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
