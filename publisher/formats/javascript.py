"""Names as clients written in JavaScript see them: in UTF-16, a character beyond U+FFFF is two."""

import json
import re

from publisher.formats.spelling import encodable

_BEYOND = "\U00010000"


def underscored(others: re.Pattern[str], name: str) -> str:
    """The name with one `_` for each unit that the pattern matches."""
    return others.sub(lambda found: "__" if found[0] >= _BEYOND else "_", name)


def units(text: str) -> list[int]:
    """Its UTF-16 code units, lone surrogates among them."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def stringified(text: str) -> str:
    """What JSON.stringify makes of a string."""
    return encodable(json.dumps(text, ensure_ascii=False))
