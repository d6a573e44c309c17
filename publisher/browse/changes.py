"""The news of all servers → pages of the newest changes. Pure."""

import heapq
from collections.abc import Iterator, Sequence

from catalog.model.card import ServerCard
from catalog.model.page import Entry
from publisher.browse.paging import parts
from publisher.browse.values import Change, ChangesPage

NEWEST = 1_000
"""Changes that are told of."""

ROWS = 40
"""Changes on a page."""

FOLDER = "browse/changes"


def newest(servers: Sequence[ServerCard], count: int = NEWEST) -> list[Change]:
    """The newest changes, of one moment in the order of the servers' addresses."""
    told = (
        (each.at, -place, -line, each, server)
        for place, server in enumerate(servers)
        for line, each in enumerate(server.news)
    )
    found = heapq.nlargest(count, told, key=lambda each: each[:3])
    return [
        Change(
            server_title=server.title,
            server_address=server.address,
            entry=Entry.model_validate(entry._asdict()),
        )
        for *_, entry, server in found
    ]


def changes_pages(servers: Sequence[ServerCard]) -> Iterator[ChangesPage]:
    """All pages of the newest changes."""
    for part, changes in parts(FOLDER, newest(servers), ROWS):
        yield ChangesPage(**part._asdict(), changes=tuple(changes))
