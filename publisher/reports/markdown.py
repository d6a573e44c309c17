"""A check as Markdown, for a comment on a pull request: short, what fails first.

Every text that is not ours stands in a code span, where nothing is a link, an image, a
mention, HTML or a cell's end; what could end the span or the cell is shown as its number.
https://github.github.com/gfm/#code-spans
"""

from collections.abc import Iterator, Sequence

from catalog.model.checked import Checked
from catalog.model.matter import Matter
from publisher.excerpt import LINE, NAME
from publisher.reports.kinds import meaning
from publisher.reports.report import Report
from publisher.site.visible import in_one_line
from publisher.words.server import TOOLS, plural
from publisher.words.site import COUNT_SERVERS

MOST = 50
"""Rows of what fails. A comment has at most 65,536 characters, and is not made of more: what
strangers call their tools must not keep it from being there."""
FOLDED = 15
"""Rows of any other table."""


def render(report: Report) -> str:
    """The text, with a newline at its end."""
    failing = [each for each in report.matters if each.fails]
    accepted = [each for each in report.matters if each.accepted]
    remarks = [each for each in report.matters if not each.fails and not each.accepted]
    parts = [
        f"## toolrisk: {_headline(report, failing)}",
        f"{_count(report.checked)}{'' if report.lock is None else ', held against the lock'}.",
        *_table(failing, MOST),
        *_folded("Accepted", accepted),
        *_folded("Remarks", remarks),
        *_tools(report.checked),
    ]
    return "\n\n".join(parts) + "\n"


def _headline(report: Report, failing: Sequence[Matter]) -> str:
    if failing:
        return f"{len(failing)} finding{'s' if len(failing) > 1 else ''} to look at"
    return "nothing fails" if report.outcome.whole else "not all servers are known"


def _count(checked: Checked) -> str:
    servers = plural(COUNT_SERVERS, len(checked.servers))
    unknown = checked.unknown
    more = f" ({unknown} not known, which does not make them safe)" if unknown else ""
    return f"{servers}{more}, {plural(TOOLS, len(checked.risks))}"


def _table(matters: Sequence[Matter], most: int) -> Iterator[str]:
    if not matters:
        return
    rows = [
        "| finding | tool | risk | why | quote |",
        "|---|---|---|---|---|",
        *map(_row, matters[:most]),
    ]
    yield "\n".join(rows)
    if len(matters) > most:
        yield f"… and {len(matters) - most:,} more."


def _row(matter: Matter) -> str:
    cells = (
        meaning(matter).title,
        code(matter.about, NAME),
        str(matter.risk or ""),
        code(matter.words, LINE) + _by(matter),
        code(matter.evidence, LINE) if matter.evidence else "",
    )
    return f"| {' | '.join(cells)} |"


def _by(matter: Matter) -> str:
    accepted = matter.accepted
    if accepted is None:
        return ""
    said = f"{accepted.who}, until {accepted.until}: {accepted.why}"
    return f" accepted by {code(said, LINE)}"


def _folded(title: str, matters: Sequence[Matter]) -> Iterator[str]:
    if matters:
        yield f"<details><summary>{title}: {len(matters)}</summary>"
        yield from _table(matters, FOLDED)
        yield "</details>"


def _tools(checked: Checked) -> Iterator[str]:
    found = [(server.server, each) for server in checked.servers for each in server.tools]
    if not found:
        return
    found.sort(key=lambda pair: -pair[1].verdict.risk.rank)
    yield f"<details><summary>{plural(TOOLS, len(found))}, worst first</summary>"
    rows = [
        f"| {each.verdict.risk} | {each.verdict.category} | "
        f"{code(f'{server}/{each.tool.name}', NAME)} | {each.rule.action} |"
        for server, each in found[:FOLDED]
    ]
    yield "\n".join(["| risk | category | tool | rule |", "|---|---|---|---|", *rows])
    if len(found) > FOLDED:
        yield f"… and {len(found) - FOLDED:,} more."
    yield "</details>"


def code(text: str, length: int) -> str:
    """The text in a code span, on one line, with nothing in it that could end that.

    It is cut as it is shown, for what cannot be seen is shown at eight times its length.
    """
    said = in_one_line(text[: length + 1]).replace("\t", "⟨U+0009⟩")
    for letter in "`|\\":
        said = said.replace(letter, f"⟨U+{ord(letter):04X}⟩")
    if len(said) > length:
        said = f"{said[:length].rstrip()} … (cut; {len(text):,} characters in all)"
    return f"`{said or ' '}`"
