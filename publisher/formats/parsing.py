"""A document of somebody's → its data, or one line that says what is wrong with it."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any, NoReturn

import tomlkit

from catalog.errors import InputError

BYTES = 4 << 20
"""As much as a document may have; a policy of ten thousand tools has two million."""


def json_object(text: str, kind: str) -> dict[str, Any]:
    """The object that a JSON text is. Raises InputError, calling the document what `kind` says."""
    try:
        found = json.loads(bounded(text, kind), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InputError(f"{kind}: line {error.lineno}: {error.msg}; correct it there") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{kind}: {_why(error)}; name another file") from None
    if not isinstance(found, dict):
        raise InputError(f"{kind}: is no JSON object; name another file")
    return found


def toml(text: str, kind: str) -> dict[str, Any]:
    """The data of a TOML text. Raises InputError as `json_object` does."""
    try:
        return tomllib.loads(bounded(text, kind))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{kind}: {error}; correct it there") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{kind}: {_why(error)}; name another file") from None


def bounded(text: str, kind: str) -> str:
    """The text itself. Raises InputError where it is too long."""
    if len(text.encode("utf-8", "surrogatepass")) > BYTES:
        raise InputError(f"{kind}: has more than {BYTES >> 20} MB; name another file")
    return text


def table(row: Mapping[str, Any], key: str, kind: str) -> Mapping[str, Any]:
    """The table or object under a key, an empty one where there is none. Raises InputError."""
    found = row.get(key, {})
    if not isinstance(found, Mapping):
        raise InputError(f"{kind}: {key!r} is not a table of names and values; correct it there")
    return found


def strings(row: Mapping[str, Any], key: str, kind: str) -> list[str]:
    """The list of strings under a key, an empty one where there is none. Raises InputError."""
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InputError(f"{kind}: {key!r} is not a list of strings; correct it there")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _why(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error)


def tomlkit_document(text: str, kind: str) -> tomlkit.TOMLDocument:
    """The same, with its layout and its comments. Raises InputError as `toml` does."""
    toml(text, kind)
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{kind}: {_why(error)}; name another file") from None
