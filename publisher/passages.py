"""The evidence, marked inside the texts that it stands in. Pure.

A finding counts code points of the raw text, so whoever reads the passage sees the very words
that were judged. Of a long text the beginning is shown and what stands around each quote.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from catalog.model.classification import Finding
from catalog.model.definition import Passage, Segment
from catalog.model.server import Server
from catalog.model.tool import Tool
from publisher.excerpt import LINE, QUOTE, TEXT, cut
from publisher.pointers import text_at
from publisher.words.places import place

ROOM = 5_000
"""Code points of a description that are shown before it is cut."""
BESIDE = 1_000
"""Code points of any other text."""
AROUND = 100
"""Code points around a quote that stay where a text is cut."""
FIRST = ("name", "title", "description")
LAST = ("server/title", "server/description")

Window = tuple[int, int]


def passages(server: Server, tool: Tool, findings: Sequence[Finding]) -> tuple[Passage, ...]:
    """The description, and every other text that a finding is in, in a reader's order."""
    by_field: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        by_field[each.field].append(each)
    if tool.description:
        by_field.setdefault("description", [])
    found = ((field, _text(server, tool, field)) for field in sorted(by_field, key=_order))
    marked = (_passage(field, text, by_field[field]) for field, text in found if text)
    return tuple(each for each in marked if each is not None)


def _order(field: str) -> tuple[int, str]:
    if field in FIRST:
        return FIRST.index(field), ""
    return (len(FIRST), field) if field not in LAST else (len(FIRST) + 1, field[::-1])


def _text(server: Server, tool: Tool, field: str) -> str | None:
    if field == "server/title":
        return server.title
    if field == "server/description":
        return server.description
    return text_at(tool.definition, field)


def _passage(field: str, text: str, findings: Sequence[Finding]) -> Passage | None:
    """The text with what is quoted of it marked; None where it is not what was quoted."""
    true = [each for each in findings if text[each.start : each.end] == each.quote != ""]
    if field != "description" and not true:
        return None
    room = ROOM if field == "description" else BESIDE
    return Passage.known(
        field=cut(field, TEXT),
        place=cut(place(field), LINE),
        segments=tuple(_segments(text, true, _windows(text, true, room))),
    )


def _windows(text: str, findings: Iterable[Finding], room: int) -> list[Window]:
    """What is shown of a text, in order and apart."""
    if len(text) <= room:
        return [(0, len(text))]
    around = [
        (max(0, each.start - AROUND), min(len(text), min(each.end, each.start + QUOTE) + AROUND))
        for each in sorted(findings, key=lambda each: each.start)
    ]
    left = room // 2
    kept = [(0, left)]
    for start, end in around:
        new = end - max(start, kept[-1][1])
        if new <= 0 or new > left:
            continue
        left -= new
        if start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _segments(
    text: str, findings: Sequence[Finding], windows: Sequence[Window]
) -> Iterator[Segment]:
    ends = {end for each in findings for end in (each.start, each.end)}
    for (start, end), (following, _) in pairwise([*windows, (len(text), 0)]):
        edges = [start, *sorted(each for each in ends if start < each < end), end]
        for first, last in pairwise(edges):
            yield Segment.known(
                text=text[first:last],
                says=_says(findings, first, last),
                left_out=following - end if last == end else 0,
            )


def _says(findings: Iterable[Finding], start: int, end: int) -> tuple[object, ...]:
    said = (each.says for each in findings if each.start <= start and end <= each.end)
    return tuple(dict.fromkeys(said))
