"""Terse definitions → tools, for the tests of the classifier."""

import re
from typing import Any

from catalog.model.tool import Context, Tool
from catalog.reading import read_tool


def tool(
    name: str = "x",
    description: str | None = None,
    parameters: dict[str, Any] | None = None,
    **fields: Any,
) -> Tool:
    """A tool whose parameters are given by name, each with its description or its schema."""
    entry: dict[str, Any] = {"name": name, **fields}
    if description is not None:
        entry["description"] = description
    if parameters is not None:
        properties = {
            key: {"type": "string", "description": value} if isinstance(value, str) else value
            for key, value in parameters.items()
        }
        entry["inputSchema"] = {"type": "object", "properties": properties}
    read = read_tool(entry)
    assert isinstance(read, Tool)
    return read


def example(given: str | dict[str, Any]) -> tuple[Tool, Context]:
    """An example of a rule: a name, a description, or a definition with its `server`."""
    if isinstance(given, dict):
        fields = dict(given)
        context = Context(title=fields.pop("server", None))
        return tool(**fields), context
    named = re.fullmatch(r"[\w.\-/]+", given) and given.isascii()
    return (tool(name=given) if named else tool(description=given)), Context()
