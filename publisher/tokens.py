"""How many tokens a tool's definition takes up in a model's context.

Counted is what a client hands over: name, description and input schema, as compact JSON, in
the vocabulary o200k_base. Models have vocabularies of their own, and clients add some words,
so that the figure compares tools; it bills nobody.
"""

import json
from collections.abc import Sequence

import orjson
from toktok import batch_count

from catalog.model.tool import Tool

VOCABULARY = "o200k_base"


def tokens(tools: Sequence[Tool]) -> list[int]:
    """Of each tool, in their order."""
    counted: list[int] = batch_count([_handed(each) for each in tools], VOCABULARY, threads=1)
    return counted


def _handed(tool: Tool) -> str:
    handed = {"name": tool.name, "description": tool.description, "inputSchema": tool.input_schema}
    given = {name: value for name, value in handed.items() if value is not None}
    try:
        return orjson.dumps(given).decode()
    except orjson.JSONEncodeError:  # lone surrogates, numbers beyond 64 bits
        return json.dumps(given, separators=(",", ":"))
