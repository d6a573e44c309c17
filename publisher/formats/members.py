"""What stands under a key of a user's document, which has to be of its type."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from catalog.errors import InputError


def table(row: Mapping[str, Any], key: str, kind: str) -> Mapping[str, Any]:
    """The table or object under a key, an empty one where there is none. Raises InputError."""
    found = row.get(key, {})
    if not isinstance(found, Mapping):
        raise InputError(f"no {kind}: {key!r} is not a table of names and values; correct it there")
    return found


def strings(row: Mapping[str, Any], key: str, kind: str) -> list[str]:
    """The list of strings under a key, an empty one where there is none. Raises InputError."""
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InputError(f"no {kind}: {key!r} is not a list of strings; correct it there")
    return found


def mistake(error: ValidationError) -> str:
    """The first of the mistakes that a model found: where, and what."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(each)[:80] for each in first["loc"])
    return f"{place!a}: {first['msg']}; correct it there"
