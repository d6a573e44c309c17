"""Classifies the tools of a file: no catalog, nothing kept; a model reads where it is asked."""

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from catalog.taxonomy import Risk
from cli.console import Voice
from cli.exit_codes import DONE
from cli.reading_text import told_reading
from cli.steps.complaints import Complaints
from cli.steps.file_reader import FileReader
from cli.steps.reading_terms import ReadingTerms
from cli.steps.ruled_file import Judged, judge
from cli.verdict_json import verdict_line
from cli.warnings_text import tell_warnings
from publisher.excerpt import NAME, cut
from publisher.words.server import TOOLS, plural


def classify_file(
    name: str, terms: ReadingTerms, voice: Voice, out: BinaryIO, *, as_json: bool
) -> int:
    """Print each tool's verdict in input order; what is no tool is told on stderr.

    Returns the exit code: 4 when some entries were no tools, or the model failed. Raises
    NothingFound when all were, and JudgeError as `ask_model` does.
    """
    complaints = Complaints(voice)
    reader = FileReader(terms)
    with voice.progress("Tools", beside_data=True) as bar:
        found = bar.each(reader.read(judge(name, complaints)))
        if as_json:
            out.writelines(
                verdict_line(each.entry.server, each.tool, each.verdict) for each in found
            )
        else:
            _show(found, voice)
    out.flush()
    reading = reader.report()
    if reading:
        told_reading(reading, voice)
    return max(complaints.told(), reading.exit_code if reading else DONE)


def _show(found: Iterable[Judged], voice: Voice) -> None:
    """The verdicts for a person, and at the end how many there were of which risk."""
    risks, unsure = Counter[Risk](), 0
    for entry, tool, verdict in found:
        name = f"{cut(entry.server, NAME)}/{tool.name}" if entry.server else tool.name
        risk, category = verdict.risk, verdict.category
        voice.verdict(name, risk, category, verdict.rationale, unsure=verdict.abstained)
        tell_warnings(verdict, voice)
        risks[risk] += 1
        unsure += verdict.abstained
    voice.say(_summary(risks, unsure))


def _summary(risks: Counter[Risk], unsure: int) -> str:
    """`3 tools: 1 critical, 2 medium; 1 unsure.`"""
    counts = ", ".join(f"{risks[risk]} {risk}" for risk in reversed(Risk) if risks[risk])
    doubt = f"; {unsure} unsure" if unsure else ""
    return f"{plural(TOOLS, risks.total())}: {counts}{doubt}."
