"""Names as clients written in JavaScript see them: in UTF-16, a character beyond U+FFFF is two."""

import json
import re

_BEYOND = "\U00010000"
_SURROGATE = re.compile("[\ud800-\udfff]")


def underscored(others: re.Pattern[str], name: str) -> str:
    """The name with one `_` for each unit that the pattern matches."""
    return others.sub(lambda found: "__" if found[0] >= _BEYOND else "_", name)


def units(text: str) -> list[int]:
    """Its UTF-16 code units, lone surrogates among them."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def stringified(text: str) -> str:
    """What JSON.stringify makes of a string."""
    return escaped_surrogates(json.dumps(text, ensure_ascii=False))


def escaped_surrogates(text: str) -> str:
    """A JSON text that can be encoded, as lone surrogates can not."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
