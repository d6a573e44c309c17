"""A user's JSON document, read strictly, and written again as it was laid out."""

import json
import re
from collections.abc import Iterable
from typing import Any

from catalog.errors import InputError
from publisher.formats.bounds import DEPTH, bounded
from publisher.formats.spelling import encodable

_INDENT = re.compile(r"\n([ \t]+)\S")


def read_json(text: str, kind: str) -> dict[str, Any]:
    """The members of the object that the text is; no two have one name.

    Raises InputError, which calls it no `kind`.
    """
    try:
        found = load_strictly(bounded(text, kind))
    except RecursionError:
        raise InputError(f"no {kind}: it is nested too deeply; name another file") from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"no {kind}: line {error.lineno}: no JSON: {error.msg}; correct it there"
        ) from None
    except ValueError as error:
        raise InputError(f"no {kind}: {error}; correct it there") from None
    if not isinstance(found, dict):
        raise InputError(f"no {kind}: it is no JSON object; name another file")
    if _deep(found):
        raise InputError(f"no {kind}: it is nested more than {DEPTH} deep; name another file")
    return found


def load_strictly(text: str) -> Any:
    """What the JSON says. Raises ValueError, also for twins and NaN, and RecursionError."""
    return json.loads(text, object_pairs_hook=_members, parse_constant=_no_number)


def write_json(document: dict[str, Any], like: str) -> str:
    """The document, indented as the text `like` is, with its kind of line ends."""
    indent = _INDENT.search(like)
    text = json.dumps(document, indent=indent[1] if indent else None, ensure_ascii=like.isascii())
    text = encodable(text) + "\n"
    return text.replace("\n", "\r\n") if "\r\n" in like else text


def _members(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the member {name[:80]!a} stands there twice")
        found[name] = value
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _deep(document: dict[str, Any]) -> bool:
    level: list[Any] = [document]
    for _ in range(DEPTH):
        level = [inner for each in level for inner in _inner(each)]
        if not level:
            return False
    return True


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
