"""One server, its snapshot and its tools' pages → what its page says. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version

from catalog.model.page import ServerPage, ToolLine
from catalog.model.server import Server
from catalog.model.snapshot import Introspected, Skipped, Snapshot
from catalog.taxonomy import Category, Risk
from publisher.about import about
from publisher.addresses import server_address
from publisher.answers_server import server_answers
from publisher.excerpt import DESCRIPTION, LINE, NAME, TEXT, cut, first_sentence
from publisher.grading import Graded
from publisher.words import server as words

NOTES = 20
"""Malformed entries and warnings shown on a page."""


def server_page(
    server: Server, snapshot: Snapshot, lines: Sequence[ToolLine], graded: Graded
) -> ServerPage:
    """What the page of `server` says, whose tools are those in `lines`."""
    outcome = snapshot.outcome
    tools = sorted(lines, key=_gravity, reverse=True)
    return ServerPage(
        address=server_address(server.slug),
        server=server.id,
        title=cut(server.title, NAME),
        summary=_summary(server, outcome, lines),
        lead=first_sentence(server.description),
        description=cut(server.description, DESCRIPTION) if server.description else None,
        registries=tuple(sorted({each.source for each in server.listings})),
        about=about(server, snapshot),
        grade=graded.grade,
        better=graded.better,
        skipped=outcome.reason if isinstance(outcome, Skipped) else None,
        outcome=_outcome(outcome, lines),
        notes=tuple(_notes(outcome)),
        tools=tuple(tools),
        tokens=sum(line.tokens for line in lines),
        by_category=counts_by_category(lines),
        abstained=sum(line.abstained for line in lines),
        by_risk=counts_by_risk(lines),
        questions=() if isinstance(outcome, Skipped) else server_answers(server, tools),
        toolrisk=_version(),
    )


def counts_by_category(lines: Sequence[ToolLine]) -> Mapping[Category, int]:
    """How many of the classified tools are of each category, mildest first."""
    counted = Counter(line.category for line in lines if not line.abstained)
    return {each: counted[each] for each in Category}


def counts_by_risk(lines: Sequence[ToolLine]) -> Mapping[Risk, int]:
    """How many of the tools are of each risk, mildest first."""
    counted = Counter(line.risk for line in lines)
    return {each: counted[each] for each in Risk}


def worst(lines: Sequence[ToolLine]) -> Risk | None:
    """The gravest risk among the tools; None where there is none."""
    return max((line.risk for line in lines), key=lambda risk: risk.rank, default=None)


def _gravity(line: ToolLine) -> tuple[int, int]:
    return line.risk.rank, line.category.rank


def _summary(server: Server, outcome: Introspected | Skipped, lines: Sequence[ToolLine]) -> str:
    title = cut(server.title, NAME)
    gravest = worst(lines)
    tools = words.plural(words.TOOLS, len(lines))
    if isinstance(outcome, Skipped) and gravest is None:
        return words.SERVER_SUMMARY_SKIPPED.format(server=title, reason=outcome.reason)
    if isinstance(outcome, Skipped):
        return words.SERVER_SUMMARY_UNVERIFIED.format(
            server=title, reason=outcome.reason, tools=tools, risk=gravest
        )
    if gravest is None:
        return words.SERVER_SUMMARY_EMPTY.format(server=title)
    return words.SERVER_SUMMARY.format(server=title, tools=tools, risk=gravest)


def _outcome(outcome: Introspected | Skipped, lines: Sequence[ToolLine]) -> str:
    tools = words.plural(words.TOOLS, len(lines))
    if isinstance(outcome, Skipped):
        said = words.OUTCOME_UNVERIFIED if lines else words.OUTCOME_SKIPPED
        return said.format(why=words.WHY_SKIPPED[outcome.reason], tools=tools)
    return words.OUTCOME.format(tools=tools) if lines else words.OUTCOME_EMPTY


@cache
def _version() -> str:
    """Ours: looked up once, for all pages."""
    return version("toolrisk")


def _notes(outcome: Introspected | Skipped) -> Iterator[str]:
    if isinstance(outcome, Skipped):
        yield cut(outcome.detail, TEXT)
        return
    for each in outcome.malformed[:NOTES]:
        reason = cut(each.reason, LINE)
        yield words.MALFORMED.format(position=each.position, reason=reason)
    yield from (cut(each, TEXT) for each in outcome.warnings[:NOTES])
