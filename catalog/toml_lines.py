"""Pure: on which line of a TOML text does each key stand?

Parsers of TOML do not tell. In a text that `tomllib` has read, a statement ends with the
first line end that is neither in a string nor in brackets; each is then read by itself.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'  # the closing quotes may follow two that belong to the text
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|\#[^\n]*"
    r"|.",
    re.DOTALL,
)
_NESTING = {"[": 1, "{": 1, "]": -1, "}": -1}


_LINE = re.compile(r"line (\d+)")
"""In what tomllib says of an error; what it cannot place is at the end of the document."""


class NotToml(ValueError):
    """What is wrong with bytes or a text, and on which line: `3: is not TOML: …`."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"{line}: {what}")


def decoded(data: bytes) -> str:
    """The text of a file. Raises NotToml where it is no UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotToml(data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error


def parsed(text: str) -> dict[str, Any]:
    """What the text says. Raises NotToml where it says nothing."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise NotToml(1, "is nested too deeply to be read") from error
    except ValueError as error:
        what, _, at = str(error).partition(" (at ")
        line = int(found[1]) if (found := _LINE.match(at)) else text.count("\n") + 1
        raise NotToml(line, f"is not TOML: {what}") from error


def lines_of(text: str) -> dict[Path, int]:
    """The line of each key of a valid TOML text, counted from 1, down to `table.key`."""
    found: dict[Path, int] = {}
    header: Path = ()
    for line, statement in _statements(text):
        paths = list(_paths(tomllib.loads(statement)))
        if statement.startswith("["):
            header = paths[-1]
        else:
            paths = [(header + path)[:2] for path in paths]
        for path in paths:
            found.setdefault(path, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement without what stands before it, and the line on which it begins."""
    line, began, depth, statement = 1, 1, 0, ""
    for word in map(str, _TOKEN.findall(f"{text}\n")):
        depth += _NESTING.get(word, 0)
        statement = statement + word if statement or not word.isspace() else ""
        line += word.count("\n")
        if word == "\n" and depth == 0:
            if statement and not statement.startswith("#"):
                yield began, statement
            statement = ""
        began = began if statement else line


def _paths(value: Mapping[str, object]) -> Iterator[Path]:
    """The keys of a parsed statement, one or two names deep."""
    for name, inner in value.items():
        yield (name,)
        if isinstance(inner, dict):
            yield from ((name, each) for each in inner)
