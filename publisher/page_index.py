"""What server pages say, summed up → what the site's first page says. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from catalog.model.page import IndexPage, RankedTool, ServerLine, ServerPage
from catalog.taxonomy import Category, Risk
from publisher.page_server import worst

RISKIEST = 20
"""Tools in the list of the riskiest."""

OF_ONE_SERVER = 3
"""Tools of one server in that list, so that no server fills it."""


def server_line(page: ServerPage) -> ServerLine:
    """A server in the index."""
    return ServerLine(
        title=page.title,
        address=page.address,
        summary=page.lead,
        skipped=page.skipped,
        outcome=page.outcome,
        worst=worst(page.tools),
        tools=len(page.tools),
        by_category=page.by_category,
        abstained=page.abstained,
        by_risk=page.by_risk,
    )


def riskiest_of(page: ServerPage) -> tuple[RankedTool, ...]:
    """A server's candidates for the list of the riskiest tools."""
    return tuple(
        RankedTool(server_title=page.title, server_address=page.address, line=line)
        for line in page.tools[:OF_ONE_SERVER]
        if line.risk.rank >= Risk.HIGH.rank
    )


def index_page(lines: Iterable[ServerLine], riskiest: Iterable[RankedTool]) -> IndexPage:
    """The first page, from the lines of all servers and their riskiest tools, in any order."""
    everyone = sorted(lines, key=attrgetter("address"))
    known = [line for line in everyone if line.skipped is None]
    return IndexPage(
        tools=sum(line.tools for line in known),
        by_category={each: _total(known, each) for each in Category},
        abstained=sum(line.abstained for line in known),
        by_risk={each: _total(known, each) for each in Risk},
        servers=tuple(sorted(known, key=_gravity, reverse=True)),
        skipped=tuple(line for line in everyone if line.skipped is not None),
        riskiest=tuple(_top(riskiest)),
    )


def _total(lines: Sequence[ServerLine], kind: Category | Risk) -> int:
    if isinstance(kind, Category):
        return sum(line.by_category[kind] for line in lines)
    return sum(line.by_risk[kind] for line in lines)


def _gravity(line: ServerLine) -> tuple[int, ...]:
    """Compares by the count of critical tools, then of high ones, and so on."""
    return tuple(line.by_risk[each] for each in reversed(Risk))


def _top(tools: Iterable[RankedTool]) -> Iterator[RankedTool]:
    def key(tool: RankedTool) -> tuple[int, int, str]:
        return -tool.line.risk.rank, -tool.line.category.rank, tool.line.address

    yield from sorted(tools, key=key)[:RISKIEST]
