"""One server's grade as its page tells it: with what would make it better. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from catalog.model.classification import Classification
from catalog.model.grade import Combination, Grade
from catalog.model.snapshot import Snapshot
from catalog.model.tool import Tool
from classifier.together import Verdicts, assess_server
from publisher.excerpt import NAME, cut
from publisher.words import grade as words

NAMED = 6
"""Tools named for one ability of a combination, and in the sentence of what would be better."""


class Graded(NamedTuple):
    """A grade, and in a sentence what would make for a better one, or for one at all."""

    grade: Grade
    better: str | None


def grade_of(snapshot: Snapshot, verdicts: Sequence[tuple[Tool, Classification]]) -> Graded:
    """Of the tools that the server was seen to offer: what its source names is no basis for one."""
    named = [(cut(tool.name, NAME), verdict) for tool, verdict in verdicts]
    if snapshot.unverified:
        together = assess_server(named).combinations
        grade = Grade(letter=None, reasons=(words.NOT_SEEN,), combinations=_shown(together))
        return Graded(grade, words.SEEN_FIRST)
    if not named:
        return Graded(Grade(letter=None, reasons=(words.NO_TOOLS,), combinations=()), None)
    grade = assess_server(named)
    shown = grade.model_copy(update={"combinations": _shown(grade.combinations)})
    return Graded(shown, _better(named, grade))


def _shown(combinations: Sequence[Combination]) -> tuple[Combination, ...]:
    """The combinations with the first of each ability's tools."""
    return tuple(
        each.model_copy(
            update={
                "tools": tuple(tools[:NAMED] for tools in each.tools),
                "more": tuple(max(len(tools) - NAMED, 0) for tools in each.tools),
            }
        )
        for each in combinations
    )


def _better(named: Verdicts, grade: Grade) -> str | None:
    """What the grade were without the gravest tools; None where nothing would be better."""
    if grade.letter is None:
        return words.TOLD_FIRST
    worst = max((verdict.risk for _, verdict in named), key=lambda risk: risk.rank)
    gravest = [tool for tool, verdict in named if verdict.risk is worst]
    rest = assess_server([each for each in named if each[1].risk is not worst])
    if rest.letter is None or rest.letter >= grade.letter:
        return None
    more = len(gravest) - NAMED
    tools = ", ".join(gravest[:NAMED]) + (words.AND_MORE.format(more=more) if more > 0 else "")
    return words.WITHOUT.format(tools=tools, letter=rest.letter)
