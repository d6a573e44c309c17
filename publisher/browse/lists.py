"""One list → its pages. Pure."""

from collections.abc import Iterator

from publisher.browse.facets import Facet
from publisher.browse.paging import parts
from publisher.browse.ranking import ranked
from publisher.browse.tally import Tallies, Tally
from publisher.browse.values import ListPage, ServerRow

ROWS = 80
"""Servers on a page, so that it stays below 40 kB whatever they are called."""

GRAVEST = 10
"""Tools at the head of a list."""


def list_pages(facet: Facet, tallies: Tallies) -> Iterator[ListPage]:
    """All pages of one list."""
    tally = tallies.of(facet.topic)
    servers, skipped = tallies.seen(tally)
    gravest = tuple(map(ranked, tally.gravest[:GRAVEST]))
    for part, places in parts(facet.folder, tally.places(), ROWS):
        yield ListPage.known(
            kind="list",
            schema_version=1,
            **part._asdict(),
            by=facet.by,
            name=facet.name,
            meaning=facet.meaning,
            search=facet.search,
            tools=tally.tools,
            servers=servers,
            unverified=tally.unverified,
            skipped=skipped,
            gravest=gravest if part.number == 1 else (),
            rows=tuple(_row(place, tally, tallies) for place in places),
        )


def _row(place: int, tally: Tally, tallies: Tallies) -> ServerRow:
    server = tallies.servers[place]
    tools, worst = tally.at(place)
    return ServerRow.known(
        title=server.title,
        address=server.address,
        tools=tools,
        of=server.tools,
        worst=worst,
        unverified=server.skipped is not None,
    )
