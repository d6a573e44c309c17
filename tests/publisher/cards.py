"""Cards of a made-up catalog, as many as wanted, the same each time."""

import random

from catalog.model.card import News, ServerCard, ToolCard
from catalog.taxonomy import Action, Category, Effect, Reason, Risk, Trait
from publisher.site.shelf import Cards

EACH = 25
"""Tools of a server, about."""


def cards(tools: int, seed: int = 1) -> Cards:
    """So many tools, on a server for every 25; one server in nine could not be looked at."""
    chance = random.Random(seed)  # noqa: S311 - a catalog is no secret
    servers: list[ServerCard] = []
    found: list[ToolCard] = []
    while len(found) < tools:
        count = min(tools - len(found), chance.choice((1, 4, EACH, 3 * EACH)))
        skipped = chance.choice(list(Reason)) if chance.random() < 1 / 9 else None
        number = len(servers)
        its = [_tool(number, at, chance, unverified=skipped is not None) for at in range(count)]
        servers.append(_server(number, its, chance, skipped))
        found.extend(its)
    return Cards(tools=found, servers=servers)


def _tool(server: int, at: int, chance: random.Random, *, unverified: bool) -> ToolCard:
    category = chance.choices(list(Category), (50, 25, 15, 7, 3))[0]
    warnings = ("pressure",) if chance.random() < 0.02 else ()
    return ToolCard(
        address=f"servers/server-{server:05}/tool_{at}.html",
        title=f"tool_{at}",
        server_title=f"Server {server}",
        server_address=f"servers/server-{server:05}/index.html",
        summary="It does something with what it is given.",
        category=category,
        risk=chance.choice(list(Risk)),
        abstained=chance.random() < 0.05,
        unverified=unverified,
        action=chance.choice(list(Action)),
        effects=tuple(chance.sample(list(Effect), chance.choice((1, 1, 2)))),
        traits=tuple(chance.sample(list(Trait), chance.choice((0, 1, 2)))),
        declared="nothing",
        rules=(f"rule-{chance.randrange(60)}", "calls", *warnings),
        warnings=warnings,
        news=(),
    )


def _server(
    number: int, tools: list[ToolCard], chance: random.Random, skipped: Reason | None
) -> ServerCard:
    sure = [each for each in tools if not each.abstained]
    at = f"2026-11-{chance.randrange(1, 22):02}T10:00:00Z"
    return ServerCard(
        address=f"servers/server-{number:05}/index.html",
        title=f"Server {number}",
        id=f"io.example/server-{number}",
        summary="A server for something.",
        skipped=skipped,
        registries=("official",) if number % 3 else ("official", "smithery"),
        grade=None if skipped else chance.choice("ABCDE"),
        combinations=("exfiltration",) if number % 7 == 0 else (),
        tools=len(tools),
        tokens=180 * len(tools),
        by_category=tuple(sum(each.category is one for each in sure) for one in Category),
        abstained=len(tools) - len(sure),
        by_risk=tuple(sum(each.risk is one for each in tools) for one in Risk),
        news=(News(at, "added", f"Listed {len(tools)} tools.", None, None),),
    )
