"""The cards of a whole catalog, summed up → what the site's first page says. Pure."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter

from catalog.model.card import ServerCard, ToolCard
from catalog.model.page import IndexPage, RankedTool, ServerLine
from catalog.taxonomy import Category, Risk

RISKIEST = 20
"""Tools in the list of the riskiest."""

OF_ONE_SERVER = 3
"""Tools of one server in that list, so that no server fills it."""

WORST = 50
"""Servers in each list of the first page."""


def index_page(tools: Sequence[ToolCard], servers: Sequence[ServerCard]) -> IndexPage:
    """The first page, from the cards of all servers and tools."""
    servers = sorted(servers, key=attrgetter("address"))
    known = [each for each in servers if each.skipped is None]
    skipped = [each for each in servers if each.skipped is not None]
    return IndexPage(
        tools=sum(each.tools for each in known),
        looked_at=len(known),
        by_category={each: sum(card.by_category[each.rank] for card in known) for each in Category},
        abstained=sum(each.abstained for each in known),
        by_risk={each: sum(card.by_risk[each.rank] for card in known) for each in Risk},
        servers=tuple(map(_line, heapq.nsmallest(WORST, known, key=_gravity))),
        left_out=len(skipped),
        skipped=tuple(map(_line, skipped[:WORST])),
        riskiest=tuple(islice(_riskiest(tools), RISKIEST)),
    )


def _line(card: ServerCard) -> ServerLine:
    return ServerLine(
        title=card.title,
        address=card.address,
        summary=card.summary,
        skipped=card.skipped,
        worst=next((each for each in reversed(Risk) if card.by_risk[each.rank]), None),
        tools=card.tools,
        by_category={each: card.by_category[each.rank] for each in Category},
        abstained=card.abstained,
        by_risk={each: card.by_risk[each.rank] for each in Risk},
    )


def _gravity(card: ServerCard) -> tuple[tuple[int, ...], str]:
    """Compares by the count of critical tools, then of high ones, and so on; the most first."""
    return tuple(-each for each in reversed(card.by_risk)), card.address


def _riskiest(tools: Sequence[ToolCard]) -> Iterator[RankedTool]:
    taken: Counter[str] = Counter()
    for tool in sorted((each for each in tools if each.risk.rank >= Risk.HIGH.rank), key=_rank):
        if taken[tool.server_address] < OF_ONE_SERVER:
            taken[tool.server_address] += 1
            yield _ranked(tool)


def _rank(tool: ToolCard) -> tuple[int, int, str]:
    return -tool.risk.rank, -tool.category.rank, tool.address


def _ranked(tool: ToolCard) -> RankedTool:
    return RankedTool(
        title=tool.title,
        address=tool.address,
        server_title=tool.server_title,
        server_address=tool.server_address,
        summary=tool.summary,
        category=tool.category,
        risk=tool.risk,
        abstained=tool.abstained,
        unverified=tool.unverified,
    )
