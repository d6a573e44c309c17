"""Schemas of zod → JSON Schema."""

from pathlib import Path
from typing import Any

import pytest

from tests.crawler.source.sourcing import index_tools, only, properties

SCHEMAS: dict[str, dict[str, Any]] = {
    "z.string()": {"type": "string"},
    "z.string().describe('Which')": {"type": "string", "description": "Which"},
    "z.string().min(1).max(9)": {"type": "string", "minLength": 1, "maxLength": 9},
    "z.number().int().min(1)": {"type": "integer", "minimum": 1},
    "z.coerce.number()": {"type": "number"},
    "z.boolean().default(true)": {"type": "boolean", "default": True},
    "z.enum(['a', 'b'])": {"type": "string", "enum": ["a", "b"]},
    "z.enum(KINDS)": {"type": "string", "enum": ["a", "b"]},
    "z.literal('a')": {"const": "a"},
    "z.array(z.string())": {"type": "array", "items": {"type": "string"}},
    "z.string().array()": {"type": "array", "items": {"type": "string"}},
    "z.union([z.string(), z.number()])": {"anyOf": [{"type": "string"}, {"type": "number"}]},
    "z.record(z.string(), z.number())": {
        "type": "object",
        "additionalProperties": {"type": "number"},
    },
    "z.string().nullable()": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    "z.optional(z.string())": {"type": "string"},
    "z.preprocess(fix, z.number())": {"type": "number"},
    "z.object({b: z.string(), c: z.number().optional()})": {
        "type": "object",
        "properties": {"b": {"type": "string"}, "c": {"type": "number"}},
        "required": ["b"],
    },
    "Note.pick({text: true})": {
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "required": ["text"],
    },
    "Note.omit({text: true}).partial()": {
        "type": "object",
        "properties": {"id": {"type": "string"}},
    },
    "Note.shape.text": {"type": "string"},
    "$.string()": {"type": "string"},
}

HEAD = """
import { z } from "zod";
const $ = bundled;
const KINDS = ["a", "b"];
const Note = z.object({id: z.string()}).extend({text: z.string()}).strict();
"""


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_is_read(schema: str, tmp_path: Path) -> None:
    tool = only(index_tools(tmp_path, f"{HEAD}server.tool('add', {{a: {schema}}}, run);"))
    assert properties(tool) == {"a": SCHEMAS[schema]}
    given = tool["inputSchema"].get("required", [])
    assert given == ([] if "optional(" in schema[:12] or "default" in schema else ["a"])


WHOLE = {
    "shape": "{...Note.shape}",
    "object": "Note",
    "converted": "zodToJsonSchema(Note)",
    "converted by a function of its own": "toJSONSchema(Note)",
    "converted by a function whose name says so": "toMyInputSchema(Note, 'add')",
    "converted by zod": "z.toJSONSchema(Note, {target: 'draft-7'})",
}


@pytest.mark.parametrize("given", WHOLE.values(), ids=WHOLE)
def test_an_input_schema_is_a_shape_an_object_or_what_either_is_converted_to(
    given: str, tmp_path: Path
) -> None:
    text = (
        f"{HEAD}function toJSONSchema(schema) {{ const made = z.toJSONSchema(schema); "
        "if (made.$ref) { return {}; } return made; }"
        "function toMyInputSchema(schema) { return { type: 'object', properties: walk(schema) }; }"
        f"server.registerTool('add', {{inputSchema: {given}}}, run);"
    )
    tool = only(index_tools(tmp_path, text))
    assert set(properties(tool)) == {"id", "text"}
    assert tool["inputSchema"]["required"] == ["id", "text"]


@pytest.mark.parametrize("given", ["Note.shape", "Note", "{...Note.shape}"])
def test_so_is_an_argument_of_tool(given: str, tmp_path: Path) -> None:
    tool = only(index_tools(tmp_path, f"{HEAD}server.tool('add', 'Adds.', {given}, run);"))
    assert set(properties(tool)) == {"id", "text"}
