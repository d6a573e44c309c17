"""Bytes of a tool list → tools. Reads anything that is JSON; what is no tool is Malformed.

The digest of a tool is the identity of its definition: SHA-256 over RFC 8785 bytes.
orjson with sorted keys writes just those bytes unless a number is a float or beyond
2^53, or a name needs UTF-16 order; then the rfc8785 package does, and where it
refuses, the digest is taken over the bytes received.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import rfc8785

from catalog.model.tool import Malformed, Tool

EXCERPT = 200
"""Code points of a malformed entry that are kept."""

_NUMBER = re.compile(rb"[:\[,]\s*+-?\d++(?:[.eE]|(?<=\d{16}))")
"""Floats, and integers that may lie beyond 2^53; also true of some harmless texts."""

_OPENINGS = (b"{", b"[", b'"')
"""What a JSON text starts with that is no bare number or word."""

DEPTH = 254
"""Levels of nesting that are read: as many as orjson writes. Encoders recurse, so whether more
could be kept would depend on who asks."""

_ASTRAL = re.compile(rb"[\xf0-\xf4]")
"""Characters beyond U+FFFF, which UTF-16 sorts elsewhere."""

ENTRY_BYTES = 16 << 20
"""The most that one entry of a file may have: as much as a server may say in all."""

DIGITS = 4_300
"""The most digits of an integer; Python reads and writes no more, as that takes quadratic time."""


class Unreadable(ValueError):
    """Bytes that hold no value; `str()` says why, as what stands after the entry's name."""


def parse_json(data: bytes) -> Any:
    """The value of UTF-8; lone surrogates, NaN and long integers are kept as they came.

    A number that nothing can hold, 1e400 or one of more than DIGITS digits, is infinity.
    Raises ValueError for what is not JSON, RecursionError beyond Python's depth.
    """
    if data[:1] in _OPENINGS and not _NUMBER.search(data):
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            pass  # the standard library is laxer, and its message names the place
    return _LAX.decode(data.decode("utf-8-sig", "surrogatepass"))


def parse_entry(data: bytes) -> Any:
    """The value of one entry of a file. Raises Unreadable, whatever is wrong with it."""
    if len(data) > ENTRY_BYTES:
        raise Unreadable(f"is larger than {ENTRY_BYTES >> 20} MB")
    try:
        return parse_json(data)
    except RecursionError:
        raise Unreadable("is nested too deeply to be read") from None
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8: {error.reason} (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON: {error.msg} (character {error.pos + 1})") from None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS else float(digits)


_LAX = json.JSONDecoder(parse_int=_integer)


def digest(value: Any) -> tuple[str, bool]:
    """`sha256:` over RFC 8785 bytes and True; `sha256-raw:` and False where it does not apply.

    Raises RecursionError for what is nested deeper than DEPTH.
    """
    try:
        canonical = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        if _may_differ(canonical):
            canonical = rfc8785.dumps(value)
        elif b"null" in canonical:  # orjson also writes NaN and infinities so
            json.dumps(value, allow_nan=False)
    except (orjson.JSONEncodeError, rfc8785.CanonicalizationError, ValueError):
        if _deeper(value, DEPTH):
            raise RecursionError from None
        return f"sha256-raw:{_sha256(json.dumps(value).encode())}", False
    return f"sha256:{_sha256(canonical)}", True


def _deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(levels == 0 or _deeper(each, levels - 1) for each in inner)


def _may_differ(canonical: bytes) -> bool:
    """Whether RFC 8785 might write this otherwise; cheap, as it is asked of every tool."""
    if canonical[:1] not in _OPENINGS or _NUMBER.search(canonical):
        return True
    return not canonical.isascii() and bool(_ASTRAL.search(canonical))


def digest_of(value: Any) -> str:
    """The digest alone, for values that are ours and always canonical."""
    return digest(value)[0]


def read_tools(entries: Iterable[Any]) -> tuple[tuple[Tool, ...], tuple[Malformed, ...]]:
    """The tools among the entries of a parsed list, and what is none, in order."""
    read = [read_tool(entry, position) for position, entry in enumerate(entries)]
    tools = tuple(each for each in read if isinstance(each, Tool))
    return tools, tuple(each for each in read if isinstance(each, Malformed))


def read_tool(entry: Any, position: int = 0) -> Tool | Malformed:
    """One entry as a tool: anything with a name is one, whatever else is wrong with it."""
    if not isinstance(entry, dict):
        return _malformed(entry, position, f"is {_kind(entry)}, not an object")
    if not isinstance(entry.get("name"), str) or not entry["name"]:
        return _malformed(entry, position, "has no name")
    try:
        identity, canonical = digest(entry)
    except RecursionError:
        return _malformed(entry["name"], position, "is nested too deeply to be read")
    warnings = [] if canonical else ["not canonical JSON: the digest is over the JSON text"]
    return Tool(
        name=entry["name"],
        title=_field(entry, "title", str, warnings),
        description=_field(entry, "description", str, warnings),
        input_schema=_field(entry, "inputSchema", dict, warnings),
        output_schema=_field(entry, "outputSchema", dict, warnings),
        annotations=_field(entry, "annotations", dict, warnings) or {},
        definition=entry,
        digest=identity,
        warnings=tuple(warnings),
    )


def _field(entry: Mapping[str, Any], name: str, wanted: type, warnings: list[str]) -> Any:
    value = entry.get(name)
    if value is None or isinstance(value, wanted):
        return value
    warnings.append(f"{name} is {_kind(value)}, not {_JSON_NAMES[wanted]}")
    return None


def _malformed(entry: Any, position: int, reason: str) -> Malformed:
    return Malformed(position=position, reason=reason, excerpt=_excerpt(entry))


def _excerpt(entry: Any) -> str:
    try:
        return json.dumps(entry)[:EXCERPT]
    except RecursionError:  # orjson reads deeper than the standard library writes
        return ""


def _kind(value: Any) -> str:
    return _JSON_NAMES.get(type(value), "null")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_JSON_NAMES: dict[type, str] = {
    str: "a string",
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
}
