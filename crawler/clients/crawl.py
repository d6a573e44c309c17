"""This machine's and this project's clients as a source like any other: always read whole."""

from datetime import datetime
from pathlib import Path

from catalog.model.listing import CrawlState, Page
from crawler.clients.listing import SOURCE
from crawler.clients.wanted import everything

CLIENTS = SOURCE
"""The word by which they are crawled."""


def read_clients(folder: Path, now: datetime) -> tuple[Page, CrawlState]:
    """The servers that clients start for this folder's project and for the user.

    What a file that cannot be read would name is not known, so then nothing is gone.
    """
    wanted = everything(folder)
    listings = tuple(each for sought in wanted.servers for each in sought.server.listings)
    page = Page(listings=listings, rejected=wanted.rejected)
    state = CrawlState(source=CLIENTS, started=now, full=not wanted.rejected, complete=True)
    return page, state
