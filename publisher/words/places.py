"""Where a quote stands, in a reader's words."""

from publisher.pointers import spot_of, unescaped

PLACES = {
    "name": "its name",
    "title": "its title",
    "description": "its description",
    "server/title": "the server's title",
    "server/description": "the server's description",
    "server/instructions": "the server's instructions",
}
PARAMETER = "its parameter {name}"
PARAMETER_NAME = "the name of its parameter {name}"
PARAMETER_PART = "the {part} of its parameter {name}"
PARAMETER_CHOICE = "a choice of its parameter {name}"
ANNOTATION = "its annotation {name}"


def place(field: str) -> str:
    """A finding's field in a reader's words; a field that has none stays as it is."""
    if field in PLACES:
        return PLACES[field]
    if spot := spot_of(field):
        of_name = PARAMETER_NAME if field.endswith("#") else PARAMETER
        return _of_part(spot.name, spot.part) if spot.part else of_name.format(name=spot.name)
    if field.startswith("annotations/"):
        return ANNOTATION.format(name=unescaped(field.removeprefix("annotations/")))
    return field


def _of_part(name: str, part: str) -> str:
    if part.endswith("/const") or "enum" in part.split("/")[-2:-1]:
        return PARAMETER_CHOICE.format(name=name)
    return PARAMETER_PART.format(name=name, part=part)
