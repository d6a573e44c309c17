"""A JSON Schema of a server's configuration → the inputs that it wants."""

import re

from catalog.model.listing import Input
from crawler.row import Row

_SECRET = re.compile(r"key|token|secret|password|credential|passphrase", re.IGNORECASE)
"""Nothing in such a schema says what is secret but its words."""


def inputs_of(schema: Row) -> tuple[Input, ...]:
    """The properties of an object's schema; raises ValueError for what is no schema."""
    required = schema.texts("required")
    return tuple(
        Input(
            name=name,
            description=each.text("description") or each.text("title"),
            required=name in required,
            secret=bool(_SECRET.search(name)) or each.text("format") == "password",
            format=_format(each),
            default=_text(each.get("default")),
        )
        for name, each in schema.named("properties")
    )


def _format(row: Row) -> str:
    kind = row.get("type")
    known = {"integer": "number", "number": "number", "boolean": "boolean"}
    return known.get(kind, "string") if isinstance(kind, str) else "string"


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:1_000] if isinstance(value, str | int | float) else None
