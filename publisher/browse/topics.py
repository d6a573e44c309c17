"""What tools and servers are counted by: each falls under some topics."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from catalog.model.card import ServerCard, ToolCard
from catalog.taxonomy import Category, Effect, Risk, Trait
from publisher.browse.values import Kind
from publisher.threats.pattern import Ability, patterns

ABSTAINED = "not classified"
UNGRADED = "none"
EVERY = "all"


class Topic(NamedTuple):
    """Something that is counted, by what it is and by its name among those."""

    by: Kind | Literal["pattern", "rule"]
    value: str


def of_server(card: ServerCard) -> Iterator[Topic]:
    """What a server falls under, and each tool of it with it."""
    yield Topic("server", EVERY)
    if card.skipped is not None:
        yield Topic("skipped", card.skipped)
    else:
        yield Topic("grade", card.grade or UNGRADED)
    for registry in card.registries:
        yield Topic("registry", registry)
    for name in card.combinations:
        yield Topic("combination", name)


def of_tool(card: ToolCard) -> Iterator[Topic]:
    """What a tool falls under for itself."""
    category = None if card.abstained else card.category
    yield from _of_verdict(category, card.risk, card.effects)
    yield from _of_abilities(card.effects, card.traits, card.category)
    for rule in card.rules:
        yield Topic("rule", rule)
    for rule in card.warnings:
        yield Topic("warning", rule)


@lru_cache(maxsize=1 << 14)
def _of_verdict(
    category: Category | None, risk: Risk, effects: tuple[Effect, ...]
) -> tuple[Topic, ...]:
    said = (Topic("effect", each) for each in dict.fromkeys(effects))
    return Topic("category", category or ABSTAINED), Topic("risk", risk), *said


@lru_cache(maxsize=1 << 14)
def _of_abilities(
    effects: tuple[Effect, ...], traits: tuple[Trait, ...], category: Category
) -> tuple[Topic, ...]:
    """The patterns that abuse access of the kind that such a tool offers."""
    abilities: frozenset[Ability] = frozenset((*effects, *traits, category))
    return tuple(Topic("pattern", each.id) for each in patterns().values() if each.fit(abilities))
