"""Classifies the tools of a file: no catalog, no model, nothing kept."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from catalog.errors import NothingFound
from catalog.model.classification import Classification
from catalog.model.tool import Malformed, Tool
from classifier.classify import classify
from cli.console import Voice, complain
from cli.tools_file import Entry, read_file
from cli.verdict_json import verdict_line


class Judged(NamedTuple):
    """One tool of a file with its verdict."""

    entry: Entry
    tool: Tool
    verdict: Classification


def classify_file(name: str, voice: Voice, out: BinaryIO, *, as_json: bool) -> int:
    """Print each tool's verdict in input order; what is no tool is told on stderr.

    Returns the exit code: 4 when some entries were no tools. Raises NothingFound when all were.
    """
    complaints: list[str] = []
    with voice.progress("Tools") as bar:
        for judged in bar.each(judge(name, complaints)):
            if as_json:
                out.write(verdict_line(judged.entry.server, judged.tool, judged.verdict))
            else:
                voice.verdict(judged.entry.server, judged.tool.name, judged.verdict)
    out.flush()
    return complain(complaints)


def judge(name: str, complaints: list[str]) -> Iterator[Judged]:
    """The tools of the file `name` with their verdicts; a complaint for each bad entry.

    Raises NothingFound, with the first complaint, where no entry is a tool.
    """
    found = False
    for entry in read_file(name):
        if isinstance(entry.tool, Malformed):
            complaints.append(f"{entry.place} {entry.tool.reason}; left out")
        else:
            found = True
            yield Judged(entry, entry.tool, classify(entry.tool, entry.context))
    if not found:
        why = complaints[0] if complaints else "give a tools/list result with some"
        raise NothingFound(f"{name} holds no tools; {why}")
