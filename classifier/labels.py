"""Labelled tools: the lines of a labels file → frozen values.

A line is JSON: `server` (title, description) and `tool`, as `classify --file` reads them,
and beside them `category`, optionally `effects`, `effects_disputed`, `risk`, `risk_second`,
`ambiguous`, `second`, `stratum`, `lang`. Anything else is passed over.
"""

import reprlib
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from catalog.errors import InputError
from catalog.model.tool import Context, Malformed, Tool
from catalog.model.value import Value
from catalog.reading import Unreadable, parse_entry, read_tool
from catalog.taxonomy import Category, Effect, Risk


class Label(Value):
    """What a reader says of one tool. `effects` and `risk` are None where nobody judged them."""

    tool: Tool
    context: Context
    category: Category
    second: Category | None = None
    ambiguous: bool = False
    effects: frozenset[Effect] | None = None
    effects_disputed: frozenset[Effect] = frozenset()
    risk: Risk | None = None
    risk_second: Risk | None = None
    stratum: str | None = None
    lang: str | None = None


_JUDGED = frozenset(Label.model_fields) - {"tool", "context"}


def read_labels(name: str, lines: Iterable[bytes]) -> tuple[Label, ...]:
    """The labels in the lines of the file `name`; empty lines are passed over.

    Raises InputError, naming the line and what is wrong with it.
    """
    numbered = enumerate(lines, start=1)
    return tuple(
        _read(f"{name}: line {number}:", line) for number, line in numbered if line.strip()
    )


def _read(place: str, line: bytes) -> Label:
    try:
        row = parse_entry(line)
    except Unreadable as error:
        raise InputError(f"{place} {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{place} is not an object with a tool and a category")
    tool = read_tool(row.get("tool"))
    if isinstance(tool, Malformed):
        raise InputError(f"{place} tool {tool.reason}")
    try:
        return Label(
            tool=tool,
            context=_context(row.get("server")),
            **{
                key: frozenset(value) if key.startswith("effects") else value
                for key, value in row.items()
                if key in _JUDGED and value is not None
            },
        )
    except (ValidationError, TypeError) as error:
        raise InputError(f"{place} {_first(error)}") from error


def _context(server: Any) -> Context:
    if not isinstance(server, dict):
        return Context()
    said = {key: server.get(key) for key in ("title", "description", "instructions")}
    return Context(**said)


def _first(error: ValidationError | TypeError) -> str:
    """The first thing that is wrong, in one line."""
    if isinstance(error, TypeError):
        return f"effects must be a list of words: {error}"
    detail = error.errors()[0]
    where = ".".join(map(str, detail["loc"]))
    if detail["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {detail['msg']}, not {reprlib.repr(detail['input'])}"
