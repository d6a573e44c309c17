"""Glama: newest first, by a cursor; only with a key, and with the attribution that it asks for.

Nothing tells what has changed in an old row: between two full passes only what is new is read.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from catalog.model.listing import Listing, Page, Repository
from crawler.claims import claimed_tools
from crawler.errand import Errand
from crawler.passes import advanced, restarted
from crawler.payload import read_json, read_rows
from crawler.registry import Registry
from crawler.row import Row

PAGES = 5_000
"""The most pages of one pass, against some thousand in late 2026."""

ATTRIBUTION = "Listed by Glama (https://glama.ai/mcp/servers), under its API Data License"


class Glama(Registry):
    """Walks the pages; between full passes until one holds only what is known."""

    address: ClassVar[str] = "https://glama.ai/api/mcp/v1"
    key: ClassVar[str] = "GLAMA_API_KEY"
    demands: ClassVar[str] = "wants a key, and to be named beside what it lists (glama.ai)"
    tells_changes: ClassVar[bool] = True

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.cursors = {self.state.cursor}
        self.known = frozenset() if self.state.full else frozenset(errand.recall.ids(self.name))

    @classmethod
    def at(cls, address: str) -> str:
        base = address.removesuffix("/servers")
        return base if urlsplit(base).path else f"{base}{urlsplit(cls.address).path}"

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    async def start(self) -> AsyncIterator[Request]:
        if not self.locked():
            yield self.request()

    def request(self) -> Request:
        """The page at the state's cursor."""
        after = {"after": self.state.cursor} if self.state.cursor else {}
        return self.ask(f"{self.place}/servers?{urlencode({'first': '100', **after})}", self.parse)

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.request()
        try:
            page, cursor = parse_page(response.body, self.name)
        except ValueError as error:
            return self.again(request, f"sent a page that cannot be read ({str(error)[:200]})")
        astray = cursor in self.cursors if cursor else False
        if retry := self.doubted(request, None if astray else page):
            return retry
        now = datetime.now(UTC)
        if astray or len(self.cursors) >= PAGES:
            self.keep(page, restarted(self.state, now))
            self.fail("leads in circles; the next crawl starts over")
            return None
        if self.known and {each.source_id for each in page.listings} <= self.known:
            cursor = None
        self.cursors.add(cursor)
        self.keep(page, advanced(self.state, [now], cursor, now))
        return None if self.state.complete else self.request()


def parse_page(payload: bytes, source: str) -> tuple[Page, str | None]:
    """One page and the next one's cursor; raises ValueError for what is none."""
    answer = Row(read_json(payload))
    if "servers" not in answer.value:
        raise ValueError("it lists no servers")
    listings, rejected = read_rows(
        answer.items("servers"), source, lambda row: read_server(Row(row), source), _id
    )
    info = answer.row("pageInfo")
    cursor = info.text("endCursor") if info.flag("hasNextPage") else None
    return Page(listings=listings, rejected=rejected), cursor


def read_server(row: Row, source: str) -> Listing:
    """One server; raises ValueError with what is wrong, and where."""
    name = "/".join(filter(None, (row.text("namespace", 200), row.text("slug", 200))))
    number = row.required("id", 200)
    url = row.row("repository").text("url")
    return Listing(
        source=source, source_id=number, name=name or number, version="",
        title=row.text("name"), description=row.text("description", 16_384),
        repository=Repository(url=url) if url else None,
        tools=claimed_tools(row, "tools"),
        page=row.text("url") or f"https://glama.ai/mcp/servers/{number}",
        attribution=ATTRIBUTION,
    )  # fmt: skip


def _id(row: Any) -> object:
    return row.get("id") if isinstance(row, dict) else None
