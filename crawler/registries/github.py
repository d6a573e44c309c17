"""GitHub: repositories that say that they hold an MCP server, and the files in them that tell.

A search shows 1,000 results, so it is asked by when repositories were created. Nothing that a
file says is executed. A token is not needed; without one GitHub answers 60 requests an hour.
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar
from urllib.parse import quote, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from catalog.model.listing import Page
from crawler.errand import Errand
from crawler.passes import advanced
from crawler.payload import digest_of, read_json
from crawler.registry import Registry
from crawler.repository.reading import Reading, Repo
from crawler.row import Row
from crawler.spans import SHOWN, SIZE, Search

QUESTIONS = (
    "topic:mcp-server", "topic:model-context-protocol", "topic:mcp-servers", "topic:mcp",
    '"mcp server" in:name,description',
)  # fmt: skip

_TOLD = ("id", "full_name", "html_url", "default_branch", "pushed_at", "archived", "description")
"""What a repository's row says that its files may have changed with."""


class Github(Registry):
    """Searches, then reads the files of each repository that was pushed to since it was read."""

    address: ClassVar[str] = "https://api.github.com"
    delay: ClassVar[float] = 0.8
    key: ClassVar[str] = "GITHUB_TOKEN"
    tells_changes: ClassVar[bool] = True

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.search = Search.of(self.state.cursor, self.state.started or datetime.now(UTC))
        self.done: set[int] = set()

    def headers(self) -> dict[str, str]:
        token = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return {"Accept": "application/vnd.github+json", **token}

    async def start(self) -> AsyncIterator[Request]:
        yield self.request()

    def request(self) -> Request:
        """The page of the search at hand; searches have a limit of their own."""
        since = self.state.watermark if not self.state.full else None
        pushed = f" pushed:>={since:%Y-%m-%dT%H:%M:%SZ}" if since else ""
        words = f"{QUESTIONS[self.search.question]} {self.search.spans[0].words}{pushed}"
        query = urlencode({"q": words, "per_page": SIZE, "page": self.search.page})
        slot, delay = f"{urlsplit(self.place).netloc}/search", 2.1 if self.secret else 6.5
        url = f"{self.place}/search/repositories?{query}"
        return self.ask(url, self.parse, slot=slot, delay=delay)

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.request()
        try:
            answer = Row(read_json(response.body))
            rows, total = answer.items("items"), answer.count("total_count") or 0
            if answer.get("items") is None:
                raise ValueError("it has no items")  # noqa: TRY301 - told as all that is wrong here
            partly = answer.flag("incompleteResults")
        except ValueError as error:
            return self.again(request, f"sent a page that cannot be read ({str(error)[:200]})")
        if total > SHOWN or partly:
            if self.search.page == 1 and (halved := self.search.halved()):
                return self.go_on(halved)
            self.search = self.search.model_copy(update={"cut": True})
        until = self.state.started or datetime.now(UTC)
        following = self.search.after(len(rows), len(QUESTIONS), until)
        return self.repositories([each for each in rows if _is_repository(each)], following)

    def go_on(self, following: Search | None) -> Request | None:
        """The next page of the search; after the last the pass is over."""
        now = datetime.now(UTC)
        if following is None:
            ended = advanced(self.state, [self.state.started], None, now)
            whole = self.state.full and not self.search.cut
            self.keep(Page(), ended.model_copy(update={"full": whole}))
            return None
        self.search = following
        self.keep(Page(), self.state.model_copy(update={"cursor": following.cursor}))
        return self.request()

    def repositories(self, rows: Sequence[dict[str, Any]], after: Search | None) -> Request | None:
        """The next repository of the page that has changed; after the last what follows."""
        for at, row in enumerate(rows):
            if row["id"] in self.done:
                continue
            self.done.add(row["id"])
            url, digest = self.tree(row), _digest(row)
            known = self.errand.recall.validator(self.name, url)
            if known and known.digest == digest:
                self.keep(Page(seen=known.ids), self.state)
                continue
            then = partial(self.repositories, rows[at + 1 :], after)
            return Reading(self, Repo(row, self.place), digest, known, then).request(url)
        return self.go_on(after)

    def tree(self, row: dict[str, Any]) -> str:
        branch = quote(str(row.get("default_branch") or "HEAD"), safe="")
        return f"{self.place}/repos/{quote(row['full_name'])}/git/trees/{branch}?recursive=1"


def _digest(row: dict[str, Any]) -> str:
    return digest_of({name: row.get(name) for name in _TOLD}, without=())


def _is_repository(row: Any) -> bool:
    named = isinstance(row, dict) and isinstance(row.get("full_name"), str)
    return named and type(row.get("id")) is int and row["full_name"].count("/") == 1
