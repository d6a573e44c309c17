"""Pure: names that an object gives twice. Readers of JSON differ in which of the two counts,
so what a person is shown and what an agent sees may not be the same.
"""

import json
import re
from collections import Counter
from typing import Any

import orjson

_NAME_END = re.compile(rb'"[ \t\r\n]*:')
_DISGUISED = re.compile(rb"\\u00(?:22|3[Aa])")
"""A quote or a colon written so that it is not counted here, but is where it is written plainly."""


def repeated_names(text: bytes, value: Any) -> tuple[str, ...]:
    """The names that some object in `text`, whose value is `value`, gives more than once.

    It is asked of every tool and nearly always of none in vain: so names are counted first.
    """
    if not _DISGUISED.search(text) and len(_NAME_END.findall(text)) <= _names(value):
        return ()
    found: dict[str, None] = {}

    def read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        once = dict(pairs)
        if len(once) < len(pairs):
            times = Counter(name for name, _ in pairs)
            found.update(dict.fromkeys(name for name in once if times[name] > 1))
        return once

    try:
        json.loads(text, object_pairs_hook=read, parse_int=str)
    except (ValueError, RecursionError):
        return ()
    return tuple(found)


def _names(value: Any) -> int:
    """How many names the objects in `value` have, or a few more."""
    try:
        return orjson.dumps(value).count(b'":')
    except orjson.JSONEncodeError:
        return -1
