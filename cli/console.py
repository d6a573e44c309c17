"""How toolrisk talks to a person: progress and remarks on stderr, data on stdout.

Nothing else imports Rich. Texts of strangers pass through `shown`, which makes control,
bidirectional and zero-width characters visible instead of obeying them.
"""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

import orjson
from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from catalog.model.classification import Classification
from catalog.taxonomy import Risk

RISK_STYLE = {
    Risk.LOW: "green",
    Risk.MEDIUM: "yellow",
    Risk.HIGH: "dark_orange",
    Risk.CRITICAL: "bold red",
}
PLAIN_WIDTH = 160
"""Columns of a table that goes to a file or a pipe."""

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Voice:
    """One command's voice: remarks and progress unless quiet, and tables of data."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._remarks = Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)
        self._data = Console(
            highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH, soft_wrap=False
        )

    def say(self, line: str) -> None:
        """A remark for the person at the terminal, silent with `--quiet`."""
        self._remarks.print(shown(line))

    def progress(self) -> Progress:
        """A bar on stderr; invisible when stderr is no terminal, or with `--quiet`."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=self._remarks,
            disable=not self._remarks.is_terminal,
            transient=True,
        )

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table of data on stdout; a cell that is a Risk is coloured, and still a word."""
        table = Table(*columns, title=title, title_justify="left", title_style="bold")
        for row in rows:
            table.add_row(*map(_cell, row))
        self._data.print(table)

    def text(self, line: str = "", style: str = "") -> None:
        """A line of data on stdout."""
        self._data.print(Text(str(shown(line)), style=style))

    def verdict(self, server: str, tool: str, verdict: Classification) -> None:
        """One verdict as a headline and its rationale."""
        headline = Text.assemble(
            (f"{verdict.risk:<9}", RISK_STYLE[verdict.risk]),
            f"{verdict.category:<12}",
            shown(f"{server}/{tool}" if server else tool),
            " (unsure)" if verdict.abstained else "",
        )
        self._data.print(headline, soft_wrap=True)
        self._data.print(Text("         ") + shown(verdict.rationale), style="dim", soft_wrap=True)


def emit(value: BaseModel | dict[str, object]) -> None:
    """One JSON document on stdout, with the version of its form."""
    content = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    document = {"schema_version": 1, **content}
    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def shown(text: str) -> Text:
    """The text with every character that could hide or steer shown as its code point."""
    return Text(
        "".join(
            f"⟨U+{ord(each):04X}⟩"
            if unicodedata.category(each) in _HIDDEN and each not in "\n\t"
            else each
            for each in text
        )
    )


def _cell(value: object) -> Text:
    if isinstance(value, Risk):
        return Text(value, style=RISK_STYLE[value])
    return shown(str(value))
