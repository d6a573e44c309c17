"""Which tools of other servers a tool's reader may want to compare: those of a like name.

Neighbours are taken in the order of addresses, from the tool's own place onwards, so that
a tool that comes or goes changes only the few pages before it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from catalog.model.card import ToolCard
from catalog.taxonomy import Category, Risk

SHOWN = 5
"""Similar tools on a page."""

LOOKED_AT = 40
"""Neighbours that are looked at for as many servers."""

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+|\d+")


class Like(NamedTuple):
    """A similar tool, with all that is shown of it: what else its page says changes no other."""

    address: str
    title: str
    server_address: str
    server_title: str
    category: Category
    risk: Risk
    abstained: bool
    unverified: bool


class Alike:
    """Tools by the words of their names: first by all of them, then without the verb."""

    def __init__(self, tools: Sequence[ToolCard]) -> None:
        self._tools = tools
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_object: dict[str, list[int]] = defaultdict(list)
        for at, tool in enumerate(tools):
            name, rest = _keys(tool.title)
            self._by_name[name].append(at)
            if rest:
                self._by_object[rest].append(at)

    def of(self, at: int) -> tuple[Like, ...]:
        """Tools like the one at this place, the likest first, each of another server."""
        name, rest = _keys(self._tools[at].title)
        near = chain(self._near(self._by_name[name], at), self._near(self._by_object[rest], at))
        servers = {self._tools[at].server_address}
        return tuple(map(_like, islice((each for each in near if _new(each, servers)), SHOWN)))

    def _near(self, places: Sequence[int], at: int) -> Iterator[ToolCard]:
        start = bisect_left(places, at)
        for step in range(min(len(places), LOOKED_AT)):
            place = places[(start + step) % len(places)]
            if place != at:
                yield self._tools[place]


def _like(tool: ToolCard) -> Like:
    return Like(
        tool.address,
        tool.title,
        tool.server_address,
        tool.server_title,
        tool.category,
        tool.risk,
        tool.abstained,
        tool.unverified,
    )


def _new(tool: ToolCard, servers: set[str]) -> bool:
    """Whether no tool of its server was seen before; it counts as seen from now on."""
    known = tool.server_address in servers
    servers.add(tool.server_address)
    return not known


def _keys(title: str) -> tuple[str, str]:
    """The words of a name in any order, and those after the first, which mostly is the verb."""
    words = [each.lower() for each in WORDS.findall(title[:200])]
    return " ".join(sorted(words)), " ".join(words[1:])
