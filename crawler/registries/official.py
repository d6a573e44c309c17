"""The official MCP registry, and every source that answers in its format.

API v0.1: rows by name, 100 a page, `nextCursor` taken as it is; a last page without rows
is normal. `updated_since` is strict and includes deletions, so an incremental pass goes
back a little before what was last seen.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import orjson
from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.errors import SourceError
from catalog.model.listing import CrawlState, Listing, Rejected
from crawler.payload import read_json, rejected
from crawler.registry import Page, Registry, Sink, advanced, restarted
from crawler.row import Row
from crawler.server_json import read_row

OVERLAP = timedelta(minutes=10)
"""How far an incremental pass goes back, for clocks that differ and for the strict bound."""

PAGES = 5_000
"""The most pages of one pass: half a million rows, against some 40,000 names in late 2026."""

ROWS = 10_000
"""The most rows of one page; the API gives 100, a file of one's own may hold more."""

ROW_BYTES = 256 * 1024
"""The longest row that is read; the longest of 2,354 real ones has 61,454 bytes."""

CURSOR_REFUSED = (400, 404, 410, 422)


class OfficialRegistry(Registry):
    """Walks the pages from a cursor or a watermark, one at a time, as cursors are."""

    address = "https://registry.modelcontextprotocol.io/v0.1/servers"

    def __init__(self, name: str, state: CrawlState, sink: Sink, address: str = "") -> None:
        super().__init__(name, state, sink)
        self.address = address or self.address
        self.cursors = {state.cursor}

    async def start(self) -> AsyncIterator[Request]:
        yield self.request()

    def request(self) -> Request:
        """The page at the state's cursor."""
        query = {"limit": "100", "version": "latest"}
        if self.state.watermark:
            query["updated_since"] = f"{self.state.watermark - OVERLAP:%Y-%m-%dT%H:%M:%S.%fZ}"
        if self.state.cursor:
            query["cursor"] = self.state.cursor
        address = f"{self.address}?{urlencode(query)}"
        return Request(address, dont_filter=True, errback=self.unanswered)

    def parse(self, response: Response) -> Request | None:
        try:
            page = parse_page(response.body, self.name)
        except SourceError as error:
            return self.again(response, str(error))
        if page.next_cursor and (reason := self.astray(page.next_cursor)):
            self.keep(page, restarted(self.state))
            self.fail(reason)
            return None
        self.keep(page, advanced(self.state, page, datetime.now(UTC)))
        return None if self.state.complete else self.request()

    def again(self, response: Response, reason: str) -> Request | None:
        """The same page once more, as after an error; a failure when that has not helped."""
        request = response.request or self.request()
        retry = get_retry_request(request, spider=self, reason="unreadable")
        if not retry:
            self.fail(reason)
        return retry

    def astray(self, cursor: str) -> str | None:
        """Why following `cursor` would not end; None for one that is new."""
        if cursor in self.cursors:
            return f"{self.name} repeats the cursor {cursor[:80]!r}; the next crawl starts over"
        if len(self.cursors) >= PAGES:
            return f"{self.name} has no end after {PAGES} pages; the next crawl starts over"
        self.cursors.add(cursor)
        return None

    def unanswered(self, failure: Failure) -> None:
        """As in every registry; and a cursor that is refused is not kept."""
        super().unanswered(failure)
        error = failure.value
        if isinstance(error, HttpError) and error.response.status in CURSOR_REFUSED:
            self.keep(Page(), restarted(self.state))


def parse_page(payload: bytes, source: str) -> Page:
    """One answer of the API; bad rows are rejected one by one.

    Raises SourceError where the answer as a whole is none of this API.
    """
    try:
        page = _page(payload)
        rows = page.items("servers", ROWS)
        cursor = page.row("metadata").text("nextCursor", 1_024)
    except ValueError as error:
        reason = f"{source} sent a page that cannot be read ({str(error)[:200]})"
        raise SourceError(f"{reason}; try again later") from error
    read = [_read(row, source) for row in rows]
    return Page(
        listings=tuple(each for each in read if isinstance(each, Listing)),
        rejected=tuple(each for each in read if isinstance(each, Rejected)),
        next_cursor=cursor or None,
    )


def _page(payload: bytes) -> Row:
    page = Row(read_json(payload))
    if "servers" not in page.value:
        raise ValueError("it lists no servers")
    return page


def _read(row: Any, source: str) -> Listing | Rejected:
    try:
        if len(orjson.dumps(row)) > ROW_BYTES:
            return rejected(row, source, f"is longer than {ROW_BYTES} bytes")
        return read_row(row, source)
    except (ValueError, orjson.JSONEncodeError) as error:
        return rejected(row, source, str(error))
