"""How toolrisk talks to a person: progress and remarks on stderr, data on stdout.

Texts of strangers are shown with every character that could hide or steer as its code
point, on the line where they belong, and cut to what a reader takes in. Only this module
and `progress` import Rich.
"""

import json
import sys
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

from catalog.model.classification import Classification
from catalog.taxonomy import Risk
from cli.exit_codes import DONE, DONE_IN_PART
from cli.progress import Bar
from publisher.excerpt import NAME, TEXT, cut
from publisher.site.visible import in_one_line

RISK_STYLE = {
    Risk.LOW: "green",
    Risk.MEDIUM: "yellow",
    Risk.HIGH: "dark_orange",
    Risk.CRITICAL: "bold red",
}
PLAIN_WIDTH = 160
"""Columns of a table that goes to a file or a pipe."""


class Voice:
    """One command's voice: remarks and progress unless quiet, and tables of data."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._remarks = Console(stderr=True, quiet=quiet, highlight=False, markup=False)
        width = None if sys.stdout.isatty() else PLAIN_WIDTH
        self._data = Console(highlight=False, markup=False, width=width)

    def say(self, line: str) -> None:
        """A remark for the person at the terminal, silent with `--quiet`."""
        self._remarks.print(Text(in_one_line(line)), soft_wrap=True)

    def progress(self, label: str, total: int | None = None) -> Bar:
        """A bar on stderr; invisible when stderr is no terminal, or with `--quiet`."""
        return Bar(label, total, self._remarks)

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table of data on stdout; a cell that is a Risk is coloured, and still a word."""
        table = Table(*columns, title=title, title_justify="left", title_style="bold")
        for row in rows:
            table.add_row(*map(_cell, row))
        self._data.print(table)

    def text(self, line: str = "", style: str = "") -> None:
        """A line of data on stdout, and never more than one."""
        self._data.print(Text(in_one_line(line), style=style), soft_wrap=True)

    def verdict(self, server: str, tool: str, verdict: Classification) -> None:
        """One verdict as a headline and its rationale."""
        headline = Text.assemble(
            (f"{verdict.risk:<9}", RISK_STYLE[verdict.risk]),
            f"{verdict.category:<12}",
            in_one_line("/".join(cut(name, NAME) for name in (server, tool) if name)),
            " (unsure)" if verdict.abstained else "",
        )
        self._data.print(headline, soft_wrap=True)
        self.text(f"         {verdict.rationale}", style="dim")


def emit(value: BaseModel) -> None:
    """One JSON document on a line of stdout, with the version of its form.

    ASCII, so any text survives; several documents are JSON lines.
    """
    document = {"schema_version": 1, **value.model_dump(mode="json")}
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def complain(lines: Sequence[str]) -> int:
    """Tell on stderr what was left out; the exit code that follows."""
    for line in lines:
        sys.stderr.write(f"toolrisk: {in_one_line(line)}\n")
    return DONE_IN_PART if lines else DONE


def _cell(value: object) -> Text:
    style = RISK_STYLE[value] if isinstance(value, Risk) else ""
    return Text(in_one_line(cut(str(value), TEXT)), style=style)
