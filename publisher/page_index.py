"""The cards of a whole catalog, summed up → what the site's first page says. Pure."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from catalog.model.card import ServerCard, ToolCard
from catalog.taxonomy import Category, Risk
from publisher.browse.changes import newest
from publisher.browse.facets import groups
from publisher.browse.ranking import ranked
from publisher.browse.tally import Tallies
from publisher.browse.values import IndexPage, RankedTool, ServerLine

RISKIEST = 10
"""Tools in the list of the riskiest."""

OF_ONE_SERVER = 3
"""Tools of one server in that list, so that no server fills it."""

WORST = 10
"""Servers in the list of the worst."""

SKIPPED = 5
"""Servers in the list of those that could not be looked at."""

CHANGES = 6
"""Changes on the first page."""


def index_page(tallies: Tallies) -> IndexPage:
    """The first page, from the cards of all servers and tools."""
    known = [each for each in tallies.servers if each.skipped is None]
    skipped = [each for each in tallies.servers if each.skipped is not None]
    return IndexPage(
        tools=sum(each.tools for each in known),
        looked_at=len(known),
        by_category={each: sum(card.by_category[each.rank] for card in known) for each in Category},
        abstained=sum(each.abstained for each in known),
        by_risk={each: sum(card.by_risk[each.rank] for card in known) for each in Risk},
        servers=tuple(map(_line, heapq.nsmallest(WORST, known, key=_gravity))),
        left_out=len(skipped),
        skipped=tuple(map(_line, skipped[:SKIPPED])),
        riskiest=tuple(islice(_riskiest(tallies.tools), RISKIEST)),
        changes=tuple(newest(tallies.servers, CHANGES)),
        facets=groups(tallies),
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


def _riskiest(gravest_first: Sequence[ToolCard]) -> Iterator[RankedTool]:
    taken: Counter[str] = Counter()
    for tool in takewhile(lambda each: each.risk.rank >= Risk.HIGH.rank, gravest_first):
        if taken[tool.server_address] < OF_ONE_SERVER:
            taken[tool.server_address] += 1
            yield ranked(tool)
