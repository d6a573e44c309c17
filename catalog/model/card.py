"""What lists, search and feeds say of one page: a few words, made of the page when it is kept.

There are as many cards as pages, and all are held in memory at once when a site is built:
hence tuples.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from catalog.model.definition import Claim
from catalog.model.page import Address, Entry, Page, ServerPage, ToolPage
from catalog.taxonomy import Action, Category, Effect, Reason, Risk, Trait

NEWS = 3
"""Entries of a page's history on its card, the newest."""


Declared = Literal["nothing", "contradicted", "cautious", "agrees", "untold"]
"""Nothing is declared, or how the worst of a tool's annotations stands to its verdict."""


class News(NamedTuple):
    """An entry of a page's history, as `Entry` has it."""

    at: str
    kind: str
    says: str
    tool: str | None
    address: str | None


class ToolCard(NamedTuple):
    """One tool. `rules` and `warnings` are ids of what matched; `news` is the newest first.

    `declared` tells how what the server declares of it stands to the verdict.
    """

    address: Address
    title: str
    server_title: str
    server_address: Address
    summary: str
    category: Category
    risk: Risk
    abstained: bool
    unverified: bool
    action: Action
    effects: tuple[Effect, ...]
    traits: tuple[Trait, ...]
    declared: Declared
    rules: tuple[str, ...]
    warnings: tuple[str, ...]
    news: tuple[News, ...]


class ServerCard(NamedTuple):
    """One server; `registries` are those that list it, `grade` is None where too little is known.

    `combinations` are names of abilities that its tools have together. `tools` counts what
    is unverified, too: `skipped` then says why. `tokens` is what their definitions take up.
    """

    address: Address
    title: str
    id: str
    summary: str
    skipped: Reason | None
    registries: tuple[str, ...]
    grade: str | None
    combinations: tuple[str, ...]
    tools: int
    tokens: int
    by_category: tuple[int, ...]
    abstained: int
    by_risk: tuple[int, ...]
    news: tuple[News, ...]


Card = ToolCard | ServerCard


class Shelved(NamedTuple):
    """A page's card, and the hash of all that the page says."""

    card: Card
    content_hash: str


def card_of(page: Page) -> Card:
    """The card of a page."""
    return tool_card(page) if isinstance(page, ToolPage) else server_card(page)


def tool_card(page: ToolPage) -> ToolCard:
    """The card of a tool's page."""
    matched = (*(each.rule for each in page.evidence), *_warned(page))
    return ToolCard(
        address=page.address,
        title=page.title,
        server_title=page.server_title,
        server_address=page.server_address,
        summary=page.lead,
        category=page.category,
        risk=page.risk,
        abstained=page.abstained,
        unverified=page.unverified,
        action=page.action,
        effects=page.effects,
        traits=page.traits,
        declared=_declared(page.claims),
        rules=tuple(dict.fromkeys(matched)),
        warnings=tuple(dict.fromkeys(_warned(page))),
        news=tuple(_news(page.history)),
    )


def _declared(claims: Sequence[Claim]) -> Declared:
    """The worst of what is declared: what makes a tool more harmless than its words do."""
    standings = {each.standing for each in claims if each.declared is not None}
    worst: tuple[Declared, ...] = ("contradicted", "cautious", "agrees", "untold")
    return next((each for each in worst if each in standings), "nothing")


def _warned(page: ToolPage) -> tuple[str, ...]:
    return tuple(each.rule for each in page.warnings if each.rule is not None)


def server_card(page: ServerPage) -> ServerCard:
    """The card of a server's page."""
    return ServerCard(
        address=page.address,
        title=page.title,
        id=page.server,
        summary=page.lead,
        skipped=page.skipped,
        registries=page.registries,
        grade=page.grade.letter,
        combinations=tuple(each.name for each in page.grade.combinations),
        tools=len(page.tools),
        tokens=page.tokens,
        by_category=tuple(page.by_category.get(each, 0) for each in Category),
        abstained=page.abstained,
        by_risk=tuple(page.by_risk.get(each, 0) for each in Risk),
        news=tuple(_news(page.history)),
    )


def _news(history: Sequence[Entry]) -> Iterator[News]:
    for each in history[:NEWS]:
        yield News(each.at, each.kind, each.says, each.tool, each.address)
