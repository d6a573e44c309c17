"""How toolrisk talks to a person: progress and remarks on stderr, data on stdout.

Texts of strangers are shown with every character that could hide or steer as its code
point, on the line where they belong, and cut to what a reader takes in. A name is folded
where it is too wide, so that it can be read, and typed, whole. Only this module and
`progress` import Rich.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from pydantic import BaseModel
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from catalog.taxonomy import Category, Risk
from cli.exit_codes import DONE, DONE_IN_PART
from cli.progress import Bar, Sources
from publisher.excerpt import TEXT, cut
from publisher.site.visible import in_one_line

RISK_STYLE = {
    Risk.LOW: "green",
    Risk.MEDIUM: "yellow",
    Risk.HIGH: "dark_orange",
    Risk.CRITICAL: "bold red",
}
PLAIN_WIDTH = 160
"""Columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise."""
NARROWEST = 40
"""Columns below which nothing is laid out; a terminal that has fewer cuts the rest."""
HANGING = "  "
"""Stands before a line's second row, so that it is not taken for a line of its own."""
BELOW = " " * 9
"""Stands before what belongs to the headline above it."""


class Voice:
    """One command's voice: remarks and progress unless quiet, and tables of data."""

    def __init__(
        self, *, quiet: bool = False, data: TextIO | None = None, remarks: TextIO | None = None
    ) -> None:
        """`data` and `remarks` take the place of stdout and stderr."""
        self._remarks = Console(
            file=remarks, stderr=True, quiet=quiet, highlight=False, markup=False
        )
        self._columns = None if data else _columns()
        width = self._columns or PLAIN_WIDTH
        self._data = Console(file=data, highlight=False, markup=False, width=width)

    def say(self, line: str) -> None:
        """A remark for the person at the terminal, silent with `--quiet`."""
        whole = not self._remarks.is_terminal
        self._remarks.print(Text(in_one_line(line)), soft_wrap=whole)

    def progress(self, label: str, total: int | None = None, *, beside_data: bool = False) -> Bar:
        """A bar on stderr; invisible when stderr is no terminal, or with `--quiet`.

        It would mar data that goes by on the same terminal, and that shows progress enough.
        """
        hidden = beside_data and self._data.is_terminal
        return Bar(label, total, self._remarks, hidden=hidden)

    def listings(self) -> Sources:
        """The progress of a crawl, likewise."""
        return Sources(self._remarks)

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table of data on stdout; a cell that is a Risk is coloured, and still a word."""
        given = [tuple(row) for row in rows]
        self.text(title, style="bold")
        table = Table(*(_column(*each) for each in zip(columns, *given, strict=True)))
        for row in given:
            table.add_row(*map(_cell, row))
        self._data.print(table)

    def text(self, line: str = "", style: str = "", margin: str = "") -> None:
        """A line of data on stdout, in as many rows as a terminal needs for whole words."""
        said = Text(in_one_line(line), style=style)
        hanging = margin or HANGING
        rows = said.wrap(self._data, self._columns - len(hanging)) if self._columns else [said]
        for at, row in enumerate(rows):
            whole = Text(hanging if at else margin).append_text(row)
            whole.rstrip()
            self._data.print(whole, soft_wrap=True)

    def document(self, text: str) -> None:
        """A whole document on stdout, as it is."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def verdict(
        self, name: str, risk: Risk, category: Category, rationale: str, *, unsure: bool
    ) -> None:
        """One tool's verdict as a headline, and its rationale."""
        self.headline(risk, category, name, " (unsure)" if unsure else "")
        self.text(rationale, style="dim", margin=BELOW)

    def headline(
        self, risk: Risk | None, category: Category | None, name: str, note: str = ""
    ) -> None:
        """A tool with its verdict, which a terminal may break; `?` stands where there is none."""
        headline = Text.assemble(
            (f"{risk or '?':<9}", RISK_STYLE[risk] if risk else ""),
            f"{category or '?':<12}",
            in_one_line(cut(name, TEXT)),
            note,
        )
        self._data.print(headline, soft_wrap=True)


def emit(value: BaseModel) -> None:
    """One JSON document on a line of stdout; several documents are JSON lines."""
    sys.stdout.write(as_json(value))
    sys.stdout.flush()


def as_json(value: BaseModel) -> str:
    """A line of JSON, with the version of its form. ASCII, so any text survives."""
    return json.dumps({"schema_version": 1, **value.model_dump(mode="json")}) + "\n"


def complain(lines: Sequence[str]) -> int:
    """Tell on stderr what was left out; the exit code that follows."""
    for line in lines:
        sys.stderr.write(f"toolrisk: {in_one_line(line)}\n")
    return DONE_IN_PART if lines else DONE


def _columns() -> int | None:
    """How many columns the reader of stdout has; None where nobody has said."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return max(int(said), NARROWEST)
    return max(Console().width, NARROWEST) if sys.stdout.isatty() else None


def _column(heading: str, *values: object) -> Column:
    """Texts fold where there is no room for them; numbers and words of ours keep their width."""
    return Column(heading, overflow="fold", no_wrap=not any(type(each) is str for each in values))


def _cell(value: object) -> Text:
    style = RISK_STYLE[value] if isinstance(value, Risk) else ""
    return Text(in_one_line(cut(str(value), TEXT)), style=style)
