"""The official MCP registry, and every source that answers in its format.

API v0.1: rows by name, 100 a page, `nextCursor` taken as it is; a last page without rows
is normal. `updated_since` is strict and includes deletions, so an incremental pass goes
back a little before what was last seen, and a full one asks for deletions too.
"""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.errors import SourceError
from catalog.model.listing import Page
from crawler.errand import Errand
from crawler.passes import advanced, restarted
from crawler.payload import Unread, read_json, read_rows
from crawler.registry import Registry
from crawler.row import Row
from crawler.server_json import read_row

OVERLAP = timedelta(minutes=10)
"""How far an incremental pass goes back, for clocks that differ and for the strict bound."""

PAGES = 5_000
"""The most pages of one pass: half a million rows, against some 40,000 names in late 2026."""

BARREN = 20
"""Pages in a row that may bring nothing new; cursors that lead nowhere bring no more."""

ROWS = 10_000
"""The most rows of one page; the API gives 100, a file of one's own may hold more."""

CURSOR_REFUSED = (400, 404, 410, 422)

_LIST = re.compile(r"/servers$|\.json$")
_VERSION = re.compile(r"/v0(?:\.\d+)?$")


class Answer(NamedTuple):
    """One answer of the API; with no `next_cursor` it is the last."""

    page: Page
    next_cursor: str | None


class OfficialRegistry(Registry):
    """Walks the pages from a cursor or a watermark, one at a time, as cursors are."""

    address: ClassVar[str] = "https://registry.modelcontextprotocol.io/v0.1/servers"
    tells_changes: ClassVar[bool] = True

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.restarted = False
        self._set_out()

    def _set_out(self) -> None:
        self.met: set[int] = set()
        self.cursors, self.barren = {self.state.cursor}, 0

    @classmethod
    def at(cls, address: str) -> str:
        """A registry's list of servers, where only its host or its version is named."""
        if _LIST.search(urlsplit(address).path):
            return address
        return f"{address}/servers" if _VERSION.search(address) else f"{address}/v0.1/servers"

    async def start(self) -> AsyncIterator[Request]:
        if not self.locked():
            yield self.request()

    def request(self) -> Request:
        """The page at the state's cursor."""
        query = {"limit": "100", "version": "latest"}
        if self.state.full or not self.state.watermark:
            query["include_deleted"] = "true"
        else:
            query["updated_since"] = f"{self.state.watermark - OVERLAP:%Y-%m-%dT%H:%M:%S.%fZ}"
        if self.state.cursor:
            query["cursor"] = self.state.cursor
        return self.ask(f"{self.place}?{urlencode(query)}", self.parse)

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.request()
        try:
            page, cursor = parse_page(response.body, self.name)
        except SourceError as error:
            return self.again(request, str(error))
        astray = self.astray(page, cursor)
        if retry := self.doubted(request, page if not astray else None):
            return retry
        now = datetime.now(UTC)
        if astray:
            self.keep(page, restarted(self.state, now))
            self.fail(f"{astray}; the next crawl starts over")
            return None
        self.follow(page, cursor)
        dates = (each.updated_at for each in page.listings)
        self.keep(page, advanced(self.state, dates, cursor, now))
        return None if self.state.complete else self.request()

    def astray(self, page: Page, cursor: str | None) -> str | None:
        """Why following `cursor` would not end; None for one that may lead on."""
        if cursor is None:
            return None
        if cursor in self.cursors:
            return f"repeats the cursor {cursor[:80]!r}"
        if len(self.cursors) >= PAGES:
            return f"has no end after {PAGES} pages"
        barren = self.barren + 1 >= BARREN and not set(_marks(page)) - self.met
        return f"brings nothing new after {BARREN} pages" if barren else None

    def follow(self, page: Page, cursor: str | None) -> None:
        """Note what this page brought."""
        new = set(_marks(page)) - self.met
        self.barren = 0 if new else self.barren + 1
        self.met |= new
        self.cursors.add(cursor)

    def unanswered(self, failure: Failure) -> Request | None:
        """As in every registry; but a pass whose cursor is refused starts over."""
        error, state = failure.value, self.state
        refused = isinstance(error, HttpError) and error.response.status in CURSOR_REFUSED
        if refused and state.cursor:
            self.keep(Page(), restarted(state, datetime.now(UTC)))
            if not self.restarted:
                self.restarted = True
                self._set_out()
                return self.request()
        super().unanswered(failure)
        return None


def parse_page(payload: bytes, source: str) -> Answer:
    """One answer of the API; bad rows are rejected one by one.

    Raises SourceError where the answer as a whole is none of this API.
    """
    try:
        answer = Row(read_json(payload))
        if "servers" not in answer.value:
            raise ValueError("it lists no servers")  # noqa: TRY301 - told as all that is wrong here
        rows = answer.items("servers", ROWS)
        cursor = _cursor(answer)
    except ValueError as error:
        raise SourceError(f"sent a page that cannot be read ({str(error)[:200]})") from error
    listings, rejected = read_rows(rows, source, lambda row: read_row(row, source), _name)
    return Answer(Page(listings=listings, rejected=rejected), cursor)


def _cursor(answer: Row) -> str | None:
    """In `metadata`, or beside it in some; opaque, and a number in some."""
    for row in (answer.row("metadata"), answer):
        value = row.get("nextCursor")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if cursor := row.text("nextCursor"):
            return cursor
    return None


def _marks(page: Page) -> Iterator[int]:
    for each in page.listings:
        yield hash((each.source_id, each.version))
    for bad in page.rejected:
        yield hash((bad.source_id, bad.excerpt))


def _name(row: Unread) -> object:
    server = row.get("server", row) if isinstance(row, dict) else None
    return server.get("name") if isinstance(server, dict) else None
