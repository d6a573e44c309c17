"""Pure: on which line of a TOML text does each key stand?

Parsers of TOML do not tell. In a text that `tomllib` has read, a statement ends with the
first line end that is neither in a string nor in brackets; each is then read by itself.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

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
