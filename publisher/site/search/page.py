"""The page that one searches on: the same for every catalog."""

from typing import Literal, NamedTuple

from publisher.addresses import SEARCH


class SearchPage(NamedTuple):
    """What its template asks of a page; it has nothing for machines."""

    kind: Literal["search"] = "search"
    address: str = SEARCH
