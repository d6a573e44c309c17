"""Smithery: pages of servers, of which any question shows 500 at most, and a page for each.

The list tells no time of change, so a server's own page is read when its row has changed. The
tools that stand there are the registry's claim. Rows are known by `id`: servers move between
namespaces, and their names with them.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import Listing, Package, Page, Remote
from crawler.claims import claimed_tools
from crawler.details import Detailing, New
from crawler.errand import Errand
from crawler.passes import advanced
from crawler.payload import digest_of, read_json, read_rows
from crawler.row import Row
from crawler.schema_inputs import inputs_of
from crawler.slices import Slices

SIZE = 100
_COUNTS = ("useCount", "score")
"""Members of a row that change with each use."""


class Smithery(Detailing):
    """Reads a page of the list, then the page of each server whose row has changed."""

    address: ClassVar[str] = "https://api.smithery.ai"
    delay: ClassVar[float] = 0.6
    key: ClassVar[str] = "SMITHERY_API_KEY"

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.slices = Slices.of(self.state.cursor)
        self.met = set(errand.recall.seen(self.name)) if self.state.cursor else set()
        self.before: tuple[str, ...] = ()

    @classmethod
    def at(cls, address: str) -> str:
        return address.removesuffix("/servers")

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}

    async def start(self) -> AsyncIterator[Request]:
        yield self.request()

    def request(self) -> Request:
        """The page at hand; the seed keeps their order from one to the next."""
        query = {**self.slices.at, "page": str(self.slices.page), "pageSize": str(SIZE)}
        return self.ask(f"{self.place}/servers?{urlencode({**query, 'seed': '1'})}", self.parse)

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.request()
        try:
            rows, total, pages = _list(response.body)
        except ValueError as error:
            return self.again(request, f"sent a page that cannot be read ({str(error)[:200]})")
        listings, rejected = read_rows(rows, self.name, self.read, _id)
        if retry := self.doubted(request, Page(listings=listings, rejected=rejected)):
            return retry
        fresh = [(row, each) for row, each in _paired(rows, listings) if self.is_new(row, each)]
        ids = tuple(each.source_id for each in listings)
        new = {each.source_id for _, each in fresh}
        before = len(self.met)
        self.met.update(ids)
        ended = not rows or ids == self.before or (pages or 1_000_000) <= self.slices.page
        self.before = ids
        namespaces = [each.name.partition("/")[0] for each in listings]
        self.slices = self.slices.learned(namespaces).claiming(total)
        seen = tuple(each for each in ids if each not in new)
        self.keep(self.page(rejected=rejected, seen=seen), self.here())
        after = self.slices.showing(len(rows), len(self.met) - before)
        following = after.next_slice(total) if ended else after.next_page()
        return self.details(fresh, [], lambda: self.go_on(following))

    def read(self, value: Any) -> Listing:
        """What the list alone says of a server."""
        row = Row(value)
        name = row.required("qualifiedName", 200)
        return Listing(
            source=self.name, source_id=row.text("id", 200) or name, name=name, version="",
            title=row.text("displayName"), description=row.text("description"),
            status="inactive" if row.flag("inactive") else "active",
            published_at=row.date("createdAt"), website=row.text("homepage"),
            page=f"https://smithery.ai/server/{quote(name, safe='@/')}",
        )  # fmt: skip

    def is_new(self, row: Any, listing: Listing) -> bool:
        """Whether its own page is to be read: it was not, or its row has changed since."""
        if listing.source_id in self.met:
            return False
        known = self.errand.recall.validator(self.name, self.page_of(listing))
        return known is None or known.digest != self.digest(row)

    def digest(self, row: Any) -> str:
        return digest_of(row, without=_COUNTS)

    def page_of(self, listing: Listing) -> str:
        return f"{self.place}/servers/{quote(listing.name, safe='@/')}"

    def go_on(self, following: Slices | None) -> Request | None:
        """What follows, unless all that the registry claims to have was met."""
        claimed = self.slices.claimed
        if following and not (claimed and len(self.met) >= claimed):
            self.before = () if following.page == 1 else self.before
            self.slices = following
            self.keep(self.page(), self.here())
            return self.request()
        ended = advanced(self.state, (), None, datetime.now(UTC))
        whole = len(self.met) >= claimed  # only then is what was not met gone
        self.keep(self.page(), ended.model_copy(update={"full": whole}))
        return None

    def detailed(self, listing: Listing, answer: Any) -> Listing:
        return detailed(listing, Row(answer))

    def page(self, **more: Any) -> Page:
        return Page(claimed=self.slices.claimed or None, **more)

    def here(self) -> Any:
        """The state with which the pass goes on at the page at hand."""
        return self.state.model_copy(update={"cursor": self.slices.cursor})

    def unanswered(self, failure: Failure) -> Request | None:
        """As in every registry; but a window may also end with a refusal."""
        error = failure.value
        beyond = isinstance(error, HttpError) and error.response.status in (400, 404, 422)
        if beyond and self.slices.page > 1:
            return self.go_on(self.slices.next_slice(None))
        super().unanswered(failure)
        return None


def detailed(listing: Listing, row: Row) -> Listing:
    """With what the server's own page says: where it runs, what it wants, which tools it has.

    Raises ValueError for what is no such page.
    """
    row.required("qualifiedName")
    remotes, packages = [], []
    for each in row.rows("connections"):
        wants = inputs_of(each.row("configSchema"))
        if url := each.text("deploymentUrl") or each.text("url"):
            remotes.append(Remote(transport="streamable-http", url=url, variables=wants))
        elif bundle := each.text("bundleUrl"):
            hint = each.text("runtime")
            packages.append(Package(registry="mcpb", identifier=bundle, runtime_hint=hint,
                                    environment=wants))  # fmt: skip
    if not remotes and (url := row.text("deploymentUrl")):
        remotes.append(Remote(transport="streamable-http", url=url))
    said = {"remotes": tuple(remotes), "packages": tuple(packages)}
    return listing.model_copy(update={**said, "tools": claimed_tools(row, "tools")})


def _list(payload: bytes) -> tuple[list[Any], int | None, int | None]:
    """A page's rows, how many there are in all, and how many pages of them are shown.

    Raises ValueError for what is no page.
    """
    answer = Row(read_json(payload))
    if "servers" not in answer.value:
        raise ValueError("it lists no servers")
    paging = answer.row("pagination")
    return answer.items("servers"), paging.count("totalCount"), paging.count("totalPages")


def _paired(rows: Sequence[Any], listings: Sequence[Listing]) -> list[New]:
    by_id = {_id(row): row for row in rows}
    return [(by_id[each.source_id], each) for each in listings]


def _id(row: Any) -> object:
    return (row.get("id") or row.get("qualifiedName")) if isinstance(row, dict) else None
