"""Signatures and models → JSON Schema."""

from pathlib import Path
from typing import Any

import pytest

from tests.crawler.source.sourcing import only, properties, python_tools

HEAD = """
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union
from pydantic import BaseModel, Field
from mcp.server.fastmcp import Context, FastMCP
mcp = FastMCP("notes")

class Colour(str, Enum):
    RED = "red"
    BLUE = "blue"

class Place(BaseModel):
    city: str = Field(description="Where.")
    street: str | None = None

"""

TYPES: dict[str, dict[str, Any]] = {
    "x: str": {"type": "string"},
    "x: 'int'": {"type": "integer"},
    "x: float = 0.5": {"type": "number", "default": 0.5},
    "x: bool = False": {"type": "boolean", "default": False},
    "x: list[str]": {"type": "array", "items": {"type": "string"}},
    "x: dict[str, int]": {"type": "object", "additionalProperties": True},
    "x: str | None = None": {
        "anyOf": [{"type": "string"}, {"type": "null"}],
        "default": None,
    },
    "x: Optional[int]": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    "x: Union[int, str]": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    "x: Literal['a', 'b']": {"enum": ["a", "b"]},
    "x: Colour": {"enum": ["red", "blue"]},
    "x: datetime": {"type": "string", "format": "date-time"},
    "x: Any": {},
    "x": {},
    "x: Annotated[int, Field(description='How many.', ge=1, le=9)]": {
        "type": "integer",
        "description": "How many.",
        "minimum": 1,
        "maximum": 9,
    },
    "x: str = Field(description='Which.')": {"type": "string", "description": "Which."},
    "x: str = Field('a', description='Which.')": {
        "type": "string",
        "description": "Which.",
        "default": "a",
    },
    "x: Annotated[str, 'Which.']": {"type": "string", "description": "Which."},
    "x: Place": {
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "Where."},
            "street": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        },
        "required": ["city"],
    },
}


@pytest.mark.parametrize("parameter", TYPES)
def test_a_parameter_has_the_schema_of_its_type(parameter: str, tmp_path: Path) -> None:
    tool = only(python_tools(tmp_path, server=f"{HEAD}@mcp.tool()\ndef f({parameter}): ..."))
    assert properties(tool) == {"x": TYPES[parameter]}
    optional = "= None" in parameter or "default" in TYPES[parameter]
    assert tool["inputSchema"].get("required", []) == ([] if optional else ["x"])


def test_what_the_framework_fills_no_client_sees(tmp_path: Path) -> None:
    text = "@mcp.tool()\ndef f(a: int, ctx: Context, *rest, b: Context | None = None, **more): ..."
    assert set(properties(only(python_tools(tmp_path, server=HEAD + text)))) == {"a"}


def test_a_method_has_no_parameter_for_its_object(tmp_path: Path) -> None:
    text = (
        "class Notes:\n    def add(self, text: str): ...\nnotes = Notes()\nmcp.add_tool(notes.add)"
    )
    assert set(properties(only(python_tools(tmp_path, server=HEAD + text)))) == {"text"}


def test_a_model_that_holds_itself_is_cut_off(tmp_path: Path) -> None:
    text = "class Node(BaseModel):\n    child: 'Node'\n@mcp.tool()\ndef f(x: Node): ..."
    tool = only(python_tools(tmp_path, server=HEAD + text))
    assert set(properties(tool)["x"]["properties"]) == {"child"}


def test_a_listed_tool_may_have_a_models_schema(tmp_path: Path) -> None:
    text = (
        "from mcp.types import Tool, ToolAnnotations\n"
        "class Inner(Place):\n    '''A place to visit.'''\n    stars: int\n"
        "Tool(name='visit', inputSchema=Inner.model_json_schema(),\n"
        "     annotations=ToolAnnotations(readOnlyHint=True))\n"
    )
    tool = only(python_tools(tmp_path, server=HEAD + text))
    assert set(properties(tool)) == {"city", "street", "stars"}
    assert tool["annotations"] == {"readOnlyHint": True}
