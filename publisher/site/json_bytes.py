"""Values → JSON that any parser takes, whatever the texts of strangers hold."""

import json

from pydantic_core import PydanticSerializationError

from catalog.model.value import Value


def line(value: Value) -> bytes:
    """One line, with its newline; ASCII-escaped where a text is no valid Unicode."""
    try:
        return value.model_dump_json().encode() + b"\n"
    except PydanticSerializationError:  # lone surrogates
        return json.dumps(value.model_dump(mode="json")).encode() + b"\n"


def page(value: Value) -> bytes:
    """The same for a reader too: a member a line."""
    try:
        return value.model_dump_json(indent=1).encode() + b"\n"
    except PydanticSerializationError:  # as above
        return json.dumps(value.model_dump(mode="json"), indent=1).encode() + b"\n"
