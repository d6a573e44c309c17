"""Everything that is published of one server, composed at once. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from catalog.model.classification import Classification
from catalog.model.history import Past
from catalog.model.page import ServerPage, ToolPage
from catalog.model.policy import Policy
from catalog.model.server import Server
from catalog.model.snapshot import Snapshot
from catalog.model.tool import Tool
from publisher.addresses import tool_addresses
from publisher.alike_names import alike
from publisher.grading import grade_of
from publisher.history import server_history, tool_history
from publisher.page_server import server_page
from publisher.page_tool import tool_line, tool_page
from publisher.policy.recommend import recommend
from publisher.tokens import tokens


class Composition(NamedTuple):
    """One server's policy and pages; `tools` is in the order of the verdicts."""

    policy: Policy
    tools: tuple[ToolPage, ...]
    server: ServerPage


NOTHING_KEPT = Past()


def compose(
    server: Server,
    snapshot: Snapshot,
    verdicts: Sequence[tuple[Tool, Classification]],
    past: Past = NOTHING_KEPT,
) -> Composition:
    """The policy and the pages of a server; the verdicts on a skipped one are unverified.

    `past` is what the catalog has kept of it, this snapshot and these verdicts included.
    """
    unverified = snapshot.unverified
    policy = recommend(server.id, verdicts, unverified=unverified)
    rules = {rule.tool: rule for rule in policy.rules}
    addresses = tool_addresses(server.slug, [tool for tool, _ in verdicts])
    counted = tokens([tool for tool, _ in verdicts])
    odd = alike([tool.name for tool, _ in verdicts])
    pages = tuple(
        tool_page(
            server, tool, verdict, rules[tool.name], address,
            tool_history(past, tool.name, unverified=unverified),
            odd=oddities, tokens=count, unverified=unverified,
        )
        for (tool, verdict), address, oddities, count
        in zip(verdicts, addresses, odd, counted, strict=True)
    )  # fmt: skip
    lines = [tool_line(page) for page in pages]
    page = server_page(server, snapshot, lines, grade_of(snapshot, verdicts))
    life = server_history(past, {each.tool: each.address for each in pages})
    told = page.model_copy(update={"history": life.entries, "older": life.older})
    return Composition(policy, pages, told)
