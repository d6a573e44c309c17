"""What a site is made from, as the catalog has it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from catalog.model.card import ServerCard, Shelved, ToolCard
from catalog.model.page import GonePage


class Shelf(NamedTuple):
    """`pages` come by address. `contents` gives what pages say, as kept, by their addresses."""

    pages: Iterable[Shelved]
    contents: Callable[[Sequence[str]], Mapping[str, str]]
    gone: Sequence[GonePage] = ()


class Cards(NamedTuple):
    """The cards of a catalog, each kind by address."""

    tools: Sequence[ToolCard]
    servers: Sequence[ServerCard]
