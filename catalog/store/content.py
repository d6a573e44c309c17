"""A whole value as JSON text, for what is only read back whole; and the hash of a text."""

import hashlib
import json
from typing import TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from catalog.errors import StoreError
from catalog.model.value import Value

V = TypeVar("V")

PASS_ON = orjson.OPT_PASSTHROUGH_DATETIME


def dump(value: Value) -> str:
    """The value as JSON, readable; ASCII-escaped only where a lone surrogate forbids UTF-8."""
    return dump_bytes(value).decode()


def dump_bytes(value: Value) -> bytes:
    """The same in UTF-8, for what is mostly only hashed.

    orjson writes what pydantic does, sooner; what it leaves to others (times, integers beyond
    64 bits, enums as keys) pydantic writes.
    """
    try:
        return orjson.dumps(vars(value), default=vars, option=PASS_ON)
    except orjson.JSONEncodeError:
        pass
    try:
        return value.model_dump_json().encode()
    except PydanticSerializationError:
        return json.dumps(value.model_dump(mode="json")).encode()


def load(adapter: TypeAdapter[V], content: str) -> V:
    """The value again, equal to the one dumped.

    Raises StoreError for what another version of toolrisk wrote with other fields.
    """
    try:
        if "\\ud" in content:  # perhaps a lone surrogate, which only the standard library reads
            return adapter.validate_python(json.loads(content))
        return adapter.validate_json(content)
    except ValidationError as error:
        raise StoreError(
            f"a stored {error.title} has other fields than this version of toolrisk writes; "
            "write it anew with: toolrisk run"
        ) from error


def hash_of(*contents: str) -> str:
    """SHA-256 over texts; equal hashes need no writing."""
    return hash_of_bytes("\0".join(contents).encode("utf-8", "surrogatepass"))


def hash_of_bytes(content: bytes) -> str:
    """The same over one text in UTF-8."""
    return hashlib.sha256(content).hexdigest()
