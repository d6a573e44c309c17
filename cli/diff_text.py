"""`diff` for a person at a terminal: the risks that grew first, then the rest, worst first."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from catalog.model.history import Difference, Event, Judged, Offer
from catalog.taxonomy import Risk
from cli.change_text import change_lines
from cli.console import BELOW, Voice
from publisher.words.server import TOOLS, plural

SECTIONS = ("Risk raised", "Added", "Changed", "Risk lowered", "Removed")
RAISED, ADDED, CHANGED, LOWERED, REMOVED = range(len(SECTIONS))


class Line(NamedTuple):
    """What is told of one event, without the definitions, which take room."""

    section: int
    mildness: int
    tool: str
    judged: Judged | None
    note: str
    details: tuple[str, ...]


def show_differences(differences: Iterable[Difference], voice: Voice) -> int:
    """All events in sections, worst first; how many there are."""
    lines = sorted(
        (_line(each, event) for each in differences for event in each.events),
        key=lambda line: line[:3],
    )
    for section, group in groupby(lines, key=lambda line: line.section):
        _show(section, tuple(group), voice)
    return len(lines)


def _show(section: int, lines: tuple[Line, ...], voice: Voice) -> None:
    title = f"{SECTIONS[section]}: {plural(TOOLS, len(lines))}"
    voice.text(title, style="bold red" if section == RAISED else "bold")
    for line in lines:
        risk, category = (line.judged.risk, line.judged.category) if line.judged else (None, None)
        voice.headline(risk, category, line.tool, line.note)
        for each in line.details:
            voice.text(each, margin=BELOW)


def _line(difference: Difference, event: Event) -> Line:
    was, now = _judged(event.before), _judged(event.after)
    judged = was if event.kind == "removed" else now
    moved = event.kind == "changed" and _verdict(was) != _verdict(now)
    return Line(
        section=_section(event),
        mildness=-judged.risk.rank if judged else -len(Risk),  # nobody knows how bad it is
        tool=f"{difference.server}/{event.name}",
        judged=judged,
        note=f" (was {_verdict(was)})" if moved else "",
        details=tuple(_details(difference, event)) if event.kind == "changed" else (),
    )


def _section(event: Event) -> int:
    if event.risk is not None:
        return RAISED if event.risk == "raised" else LOWERED
    return {"added": ADDED, "changed": CHANGED, "removed": REMOVED}[event.kind]


def _details(difference: Difference, event: Event) -> Iterator[str]:
    """Between when, the members that differ, and that two classifiers may differ."""
    was, now = _judged(event.before), _judged(event.after)
    if before := difference.before:
        after = difference.after
        packages = dict.fromkeys(each.package for each in (before, after) if each.package)
        times = f"{before.at:%Y-%m-%d %H:%M} → {after.first_at:%Y-%m-%d %H:%M} UTC"
        yield ", ".join((times, " → ".join(packages))) if packages else times
    yield from change_lines(event.changes)
    if was and now and was.version != now.version:
        yield f"judged by classifier {was.version} then, and by {now.version} now"


def _judged(offer: Offer | None) -> Judged | None:
    return offer.judged if offer else None


def _verdict(judged: Judged | None) -> str:
    return f"{judged.risk} {judged.category}" if judged else "not classified"
