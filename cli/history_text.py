"""`show --history` for a person at a terminal."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from catalog.model.history import Held, Judged
from cli.change_text import change_lines
from cli.console import Voice
from cli.decision_view import WordView
from cli.history_view import Lived, ServerHistory, ToolHistory
from publisher.words.server import TOOLS, plural

FINDINGS = ("{count} finding of {server}", "{count} findings of {server}")
WORDS = {"added": "seen again", "removed": "gone", "changed": "changed"}
FIRST = "first seen"
MARGIN = " " * 18
"""As wide as a time and two blanks."""


class Said(NamedTuple):
    """One line of a tool's life, and those below it."""

    at: datetime
    line: str
    below: tuple[str, ...] = ()


def show_server_history(history: ServerHistory, voice: Voice) -> None:
    """A table of the findings, oldest first."""
    rows = [
        (_time(each.first_at), _time(each.at), each.package or "", _found(each))
        for each in history.findings
    ]
    title = FINDINGS[len(rows) != 1].format(count=len(rows), server=history.server)
    voice.table(title, ("from (UTC)", "until", "package", "found"), rows)


def show_tool_history(history: ToolHistory, voice: Voice) -> None:
    """What happened to a tool and what was thought of it, line by line, oldest first."""
    voice.text(f"{history.server}/{history.tool}", style="bold")
    judged = [*map(_verdict, history.verdicts), *map(_decision, history.decisions)]
    said = [*_lives(history.events), *judged]
    for each in sorted(said, key=lambda said: said.at):
        voice.text(f"{_time(each.at)}  {each.line}")
        for line in each.below:
            voice.text(line, margin=MARGIN)


def _lives(events: tuple[Lived, ...]) -> Iterator[Said]:
    for at, each in enumerate(events):
        word = WORDS[each.event] if at else FIRST
        line = f"{word}, in {each.package}" if each.package else word
        below = tuple(change_lines(each.changes)) if each.event == "changed" else ()
        yield Said(each.at, line, below)


def _verdict(judged: Judged) -> Said:
    unsure = " (unsure)" if judged.abstained else ""
    verdict = f"{judged.risk} {judged.category}{unsure}"
    return Said(judged.at, f"judged {verdict} by {judged.decided_by}, classifier {judged.version}")


def _decision(said: WordView) -> Said:
    return Said(said.at, f"decided {said.risk} {said.category} by {said.who}: {said.why}")


def _found(held: Held) -> str:
    return f"skipped, {held.reason}" if held.reason else plural(TOOLS, held.tools or 0)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
