"""One server's rules → its policy in every format that there is. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from catalog.model.page import ServerPage, ToolPage
from catalog.model.policy import Policy
from publisher.addresses import folder_of, slug_of
from publisher.target import Target, export, find, names
from publisher.words.targets import GUIDES, Guide

_ANY_TOOL = "list"
"""A name that every format can write, to ask whether it can write a server's."""


class PolicyFile(NamedTuple):
    """A policy in one format; the client knows the server as `called` there."""

    target: str
    guide: Guide
    address: str
    called: str
    text: str
    losses: tuple[str, ...]


def policy_files(page: ServerPage, tools: Sequence[ToolPage]) -> Iterator[PolicyFile]:
    """In every format, by its name; of tools that share a name one rule holds for all."""
    rules = {each.tool: each.recommended for each in tools}
    policy = Policy(server=page.server, rules=tuple(rules[name] for name in sorted(rules)))
    slug = slug_of(page.address)
    for target in _targets():
        called = _called(slug, target)
        made = export(target, {called: policy})
        address = target_address(page.address, target)
        yield PolicyFile(target.name, GUIDES[target.name], address, called, made.text, made.losses)


def target_addresses(page: str) -> tuple[str, ...]:
    """The addresses of a server's policy files, whatever they say."""
    return tuple(target_address(page, target) for target in _targets())


def target_address(page: str, target: Target) -> str:
    """The address of a server's policy in one format."""
    return f"{folder_of(page)}/policy/{target.name}{target.suffix}"


@cache
def _targets() -> tuple[Target, ...]:
    return tuple(map(find, names()))


def _called(slug: str, target: Target) -> str:
    """The slug, or the nearest name to it that the format can write."""
    spellings = (slug, re.sub(r"[^a-z0-9]", "_", slug), re.sub(r"[^a-z0-9]+", "-", slug))
    spelled = target.abilities.spelled
    return next((each for each in spellings if spelled(each, _ANY_TOOL) is not None), slug)
