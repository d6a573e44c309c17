"""A card as JSON text: an array in the order of its fields, read by the hundred thousand."""

import json
import re
from functools import lru_cache
from sys import intern
from typing import Any, get_args

import orjson

from catalog.errors import StoreError
from catalog.model.card import Card, Declared, News, ServerCard, ToolCard
from catalog.model.page import ADDRESS
from catalog.taxonomy import Action, Category, Effect, Reason, Risk, Trait

WORDS: dict[str, Any] = {
    word.value: word for kind in (Category, Risk, Action, Effect, Trait) for word in kind
}
"""Each word of the taxonomy by its text: no two kinds share one."""

REASONS = {each.value: each for each in Reason}
DECLARED: dict[str, Declared] = {each: each for each in get_args(Declared)}


_ADDRESS = re.compile(ADDRESS)


def card_text(card: Card) -> str:
    """The card as text; ASCII only, so that every database holds it."""
    return json.dumps(card, separators=(",", ":"))


def read_card(kind: str, text: str | None) -> Card:
    """The card again. Raises StoreError for what another version of toolrisk wrote."""
    try:
        values = _parsed(text or "")
        return _tool(values) if kind == "tool" else _server(values)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            "a stored page has no card that this version of toolrisk reads; "
            "write it anew with: toolrisk classify"
        ) from error


def _parsed(text: str) -> Any:
    """Where there may be a lone surrogate, only the standard library reads it."""
    return json.loads(text) if "\\ud" in text else orjson.loads(text)


def _inside(address: str) -> str:
    """The address, which is no way out of the site: folders are made where it says."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError(address)
    return address


def _tool(values: list[Any]) -> ToolCard:
    address, title, server_title, server_address, summary, category, risk, *rest = values
    abstained, unverified, action, effects, traits, declared, rules, warnings, news = rest
    return ToolCard(
        _inside(address), title, intern(server_title), intern(server_address), summary,
        WORDS[category], WORDS[risk], abstained, unverified, WORDS[action], _words(tuple(effects)),
        _words(tuple(traits)), DECLARED[declared], _shared(tuple(rules)),
        _shared(tuple(warnings)), tuple(map(_news, news)),
    )  # fmt: skip


def _server(values: list[Any]) -> ServerCard:
    address, title, name, summary, skipped, registries, grade, combinations, *counts, news = values
    tools, tokens, by_category, abstained, by_risk = counts
    return ServerCard(
        _inside(address), title, name, summary, REASONS[skipped] if skipped else None,
        _shared(tuple(registries)), grade, _shared(tuple(combinations)), tools, tokens,
        tuple(by_category), abstained, tuple(by_risk), tuple(map(_news, news)),
    )  # fmt: skip


@lru_cache(10_000)
def _words(texts: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(WORDS[each] for each in texts)


@lru_cache(100_000)
def _shared(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The same object for the same texts: many cards say the same."""
    return tuple(map(intern, texts))


def _news(said: list[str]) -> News:
    at, kind, says, tool, address = said
    return News(intern(at), intern(kind), intern(says), tool, address)
