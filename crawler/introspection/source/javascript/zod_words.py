"""The words of zod: its functions and methods. https://zod.dev/api"""

from collections.abc import Mapping
from typing import Any

NESTED = 40
"""Schemas and methods within one another."""


Json = dict[str, Any]


PLAIN: Mapping[str, Json] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "int": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "bigint": {"type": "integer"},
    "date": {"type": "string", "format": "date-time"},
    "null": {"type": "null"},
    "any": {},
    "unknown": {},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "uuid": {"type": "string", "format": "uuid"},
    "iso": {"type": "string"},
}


MADE = frozenset(
    "object strictObject looseObject array enum nativeEnum literal union discriminatedUnion "
    "record tuple".split()
)
"""Functions that make a schema of what they are given."""

CHANGED = frozenset(
    "optional nullable nullish default prefault describe meta min max gte lte gt lt int positive "
    "nonnegative nonempty length regex extend safeExtend merge pick omit partial required "
    "passthrough strict strip catchall refine superRefine transform pipe brand readonly catch "
    "or and preprocess lazy coerce multipleOf finite safe datetime startsWith endsWith".split()
)
"""Methods that change one, or wrap it."""

CONVERTERS = frozenset({"zodToJsonSchema", "toJSONSchema", "toJsonSchema", "zodToJSONSchema"})


BUILDERS = frozenset(PLAIN) - {"iso"} | MADE | CHANGED | CONVERTERS


OPTIONAL = frozenset({"optional", "nullish", "default", "prefault", "catch"})
