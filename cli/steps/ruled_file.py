"""The tools of a file, each with what the rules say of it; what is no tool is told."""

from collections.abc import Iterator
from typing import NamedTuple

from catalog.errors import NothingFound
from catalog.model.classification import Classification
from catalog.model.tool import Malformed, Tool
from classifier.classify import classify
from cli.log.events import detail, tell, warn
from cli.steps.complaints import Complaints
from cli.tool_entry import Entry
from cli.tools_file import read_file


class Judged(NamedTuple):
    """One tool of a file with its verdict."""

    entry: Entry
    tool: Tool
    verdict: Classification


def judge(name: str, complaints: Complaints) -> Iterator[Judged]:
    """The tools of the file `name` with their verdicts; a complaint for each bad entry.

    Raises NothingFound, with the first complaint, where no entry is a tool.
    """
    found = 0
    for entry in read_file(name):
        if isinstance(entry.tool, Malformed):
            complaints.left_out(f"{entry.place} {entry.tool.reason}")
            warn("left out", entry=entry.place, reason=entry.tool.reason)
        else:
            found += 1
            if entry.tool.warnings:
                complaints.odd(entry.place, entry.tool)
            judged = Judged(entry, entry.tool, classify(entry.tool, entry.context))
            said = {"category": judged.verdict.category, "risk": judged.verdict.risk}
            detail("verdict", entry=entry.place, tool=entry.tool.name, **said)
            yield judged
    tell("judged", file=name, tools=found, left_out=complaints.count)
    if not found:
        why = complaints.first or "give a tools/list result with some"
        raise NothingFound(f"{name} holds no tools; {why}")
