"""A file of the index: a script that calls one function of `assets/search.js`."""

import json
from typing import Any


def calling(function: str, stamp: str, *values: Any) -> bytes:
    """The call. ASCII only, so that no line end or lone surrogate is in a script."""
    told = ",".join(json.dumps(each, separators=(",", ":")) for each in values)
    return f'toolriskSearch.{function}("{stamp}",{told});\n'.encode()
