"""Which tools come first: the gravest, and of those that are as grave, by address."""

from collections.abc import Iterable

from catalog.model.card import ToolCard
from publisher.browse.values import RankedTool


def gravest_first(tools: Iterable[ToolCard]) -> list[ToolCard]:
    """The tools in the order of what they can do."""
    return sorted(tools, key=_gravity)


def _gravity(tool: ToolCard) -> tuple[int, int, str]:
    return -tool.risk.rank, -tool.category.rank, tool.address


def ranked(tool: ToolCard) -> RankedTool:
    """The tool as lists show it."""
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
