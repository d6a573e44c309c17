"""What Datasette is told of a catalog: facets, and questions that are asked often, as SQL.

A question is a file: its name, its title in the first line, and `$[tool.risk]` where the
place of a field on a card is meant. What stands after a colon the reader fills in.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from catalog.model.card import ServerCard, ToolCard

FACETS = {
    "verdicts": ("category", "risk", "action", "decided_by"),
    "snapshots": ("outcome", "reason"),
    "pages": ("kind",),
    "listings": ("source",),
}

FIELDS = {"server": ServerCard._fields, "tool": ToolCard._fields}
_PLACE = re.compile(r"\$\[(server|tool)\.(\w+)\]")


def configuration(database: str) -> str:
    """Datasette's metadata for a database of this name, as JSON."""
    told = {
        "title": "toolrisk",
        "databases": {
            database: {
                "tables": {table: {"facets": facets} for table, facets in FACETS.items()},
                "queries": dict(_questions()),
            }
        },
    }
    return json.dumps(told)


def _questions() -> Iterator[tuple[str, dict[str, str]]]:
    folder = files("cli.serving").joinpath("questions")
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        title, _, sql = path.read_text("utf-8").partition("\n")
        name = path.name.removesuffix(".sql")
        yield name, {"title": title.removeprefix("-- "), "sql": _PLACE.sub(_placed, sql).strip()}


def _placed(found: re.Match[str]) -> str:
    return f"$[{FIELDS[found[1]].index(found[2])}]"
