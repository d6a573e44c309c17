"""What a docstring says of a function and of its parameters.

FastMCP's own package takes both out of the docstring, the SDK's gives it as it stands:
https://gofastmcp.com/servers/tools
"""

import inspect
import re
from collections.abc import Mapping
from typing import NamedTuple

from crawler.introspection.source.syntax import Function

_PARAMETERS = re.compile(r"^(?:Args|Arguments|Params|Parameters):[ \t]*\n", re.MULTILINE)
_SECTION = re.compile(
    r"^(?:Args|Arguments|Params|Parameters|Returns|Raises|Yields|Examples?|Notes?|Warnings?|"
    r"Attributes|Warns|Receives):[ \t]*$",
    re.MULTILINE,
)
_PARAMETER = re.compile(r"\*{0,2}(\w+) *(?:\([^()]*\))? *: *(.*)")


class Documented(NamedTuple):
    """A description, and what is said of parameters by name."""

    description: str | None
    parameters: Mapping[str, str]


def documented(function: Function, *, whole: bool) -> Documented:
    """What a server makes of a function's docstring: it takes the `whole`, or its parts."""
    if not function.doc or whole:
        return Documented(function.doc, {})
    text = inspect.cleandoc(function.doc)
    start = _PARAMETERS.search(text)
    if start is None:
        return Documented(text, {})
    end = _SECTION.search(text, start.end())
    section = text[start.end() : end.start() if end else len(text)]
    said = _parameters(section)
    first = _SECTION.search(text)
    before = text[: first.start()].strip() if first else text
    return Documented(before, said) if said else Documented(text, {})


def _parameters(section: str) -> dict[str, str]:
    """Each parameter with its lines: those that are indented further go on with it."""
    lines = [line for line in section.splitlines() if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    said: dict[str, list[str]] = {}
    for line in lines:
        found = _PARAMETER.match(line.strip()) if not line[margin].isspace() else None
        if found:
            said[found[1]] = [found[2]]
        elif said:
            said[next(reversed(said))].append(line.strip())
    return {name: " ".join(filter(None, texts)) for name, texts in said.items()}
