"""The tools that a registry says a server has. Nobody has asked the server: they are claims."""

import orjson

from catalog.model.listing import ClaimedTool
from crawler.row import Row

SCHEMA_BYTES = 16 * 1024
"""The longest schema that is kept of a claim; a longer one is left out."""


def claimed_tools(row: Row, key: str) -> tuple[ClaimedTool, ...]:
    """The tools in the list of that name; raises ValueError where it is none."""
    return tuple(
        ClaimedTool(
            name=each.required("name"),
            description=each.text("description", 16_384) or None,
            input_schema=_schema(each),
        )
        for each in row.rows(key)
    )


def _schema(tool: Row) -> str | None:
    schema = tool.get("inputSchema") or tool.get("parameters") or tool.get("arguments")
    if not schema:
        return None
    text = orjson.dumps(schema).decode()
    return text if len(text) <= SCHEMA_BYTES else None
