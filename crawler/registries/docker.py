"""Docker's MCP catalog: the one file that is published, then the repository that it is made of.

Each half gives listings of its own, the repository's under the paths of their files: it has
servers that are not published yet, and more of their tools. At an address given by hand both
are asked for there, under the paths that they have at home: the catalog at the path given, else
/mcp/catalog/v3/catalog.yaml; the tree at /repos/docker/mcp-registry/git/trees/main and its
files below /docker/mcp-registry/main/servers/. Where such an address has never had a
repository, a 404 for its tree is no failure: it is told among what was rejected, and the
catalog is all there is. Any other answer without a tree is a failure; what the catalog gave is
kept, and nothing counts as gone.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from catalog.model.listing import CrawlState, Page, Validator
from crawler.conditions import asking, told
from crawler.docker.catalog import parse_catalog
from crawler.docker.servers import Servers
from crawler.docker.tree import parse_tree
from crawler.errand import Errand
from crawler.passes import advanced
from crawler.payload import rejected
from crawler.registries.github import Github
from crawler.registry import Registry, secret_in

_UNCHANGED = 304
_ABSENT = (404, 410)
_REPOSITORY = "docker/mcp-registry"


class Docker(Registry):
    """Asks for the file, if it has changed, and for what has changed in the repository."""

    address: ClassVar[str] = "https://desktop.docker.com/mcp/catalog/v3/catalog.yaml"
    files: ClassVar[str] = "https://raw.githubusercontent.com"
    """Where the repository's files are: a request for one does not count at GitHub's API."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        given = urlsplit(errand.source.address or "")
        home = f"{given.scheme}://{given.netloc}" if given.netloc else None
        self.tree = f"{home or Github.address}/repos/{_REPOSITORY}/git/trees/main?recursive=1"
        self.raw = f"{home or self.files}/{_REPOSITORY}/main"
        self.claimed = 0
        self.told = Validator(source=self.name, url=self.tree)

    @classmethod
    def at(cls, address: str) -> str:
        """The file, where only its host is named."""
        return address if urlsplit(address).path else f"{address}{urlsplit(cls.address).path}"

    @property
    def ended(self) -> CrawlState:
        return advanced(self.state, (), None, datetime.now(UTC))

    async def start(self) -> AsyncIterator[Request]:
        yield self.catalog()

    def catalog(self) -> Request:
        known = self.errand.recall.validator(self.name, self.place)
        return self.ask(
            self.place, self.parse, headers=asking(known), handle_httpstatus_list=[_UNCHANGED]
        )

    def parse(self, response: Response) -> Request | None:
        request = response.request or self.catalog()
        known = self.errand.recall.validator(self.name, self.place)
        if response.status == _UNCHANGED:
            if known is None:
                return self.again(request, "says that nothing has changed since never")
            return self.go_on(Page(seen=known.ids))
        try:
            page = parse_catalog(response.body, self.name)
        except ValueError as error:
            reason = f"sent a catalog that cannot be read ({str(error)[:200]})"
            return self.again(request, reason)
        if retry := self.doubted(request, page):
            return retry
        now_told = told(response, self.name, self.place, page.ids)
        return self.go_on(page.model_copy(update={"validators": now_told}))

    def go_on(self, page: Page) -> Request:
        """From the catalog to the repository.

        There is no cursor: what a pass that was killed had read is known by its validators.
        """
        self.claimed = page.claimed or len(page.seen)
        self.keep(page, self.state)
        return self.repository()

    def repository(self) -> Request:
        """Its tree, if it has changed. The user's key for GitHub is shown to GitHub alone."""
        key = "" if self.errand.source.address else secret_in(Github.key)
        allowed = {"Authorization": f"Bearer {key}"} if key else {}
        known = self.errand.recall.validator(self.name, self.tree)
        return self.ask(
            self.tree, self.parse_tree, headers={**asking(known), **allowed},
            handle_httpstatus_list=[_UNCHANGED, *_ABSENT],
        )  # fmt: skip

    def parse_tree(self, response: Response) -> Request | None:
        request = response.request or self.repository()
        known = self.errand.recall.validator(self.name, self.tree)
        if response.status in _ABSENT:
            self.without_repository(response.status, known)
            return None
        if response.status == _UNCHANGED:
            if known is None:
                return self.again(request, "says that nothing has changed since never")
            self.keep(Page(seen=known.ids), self.ended)
            return None
        try:
            folders = parse_tree(response.body)
        except ValueError as error:
            return self.again(request, f"sent a tree that cannot be read ({str(error)[:200]})")
        servers = Servers(self, self.raw, folders, self.end)
        claimed = self.claimed + len(folders) if self.claimed else None
        self.keep(Page(seen=tuple(servers.ids), claimed=claimed), self.state)
        (self.told,) = told(response, self.name, self.tree, ())
        return servers.next()

    def end(self, ids: tuple[str, ...], *, whole: bool) -> None:
        """All servers are read; where that is not `whole`, the tree is asked for again."""
        blank = Validator(source=self.name, url=self.tree)
        said = (self.told if whole else blank).model_copy(update={"ids": ids})
        self.keep(Page(validators=(said,)), self.ended)

    def without_repository(self, status: int, known: Validator | None) -> None:
        if known or not self.errand.source.address:
            self.fail(f"answered {status} for its repository; what its catalog says is kept")
            return
        reason = f"answered {status}: there is no repository, only the catalog"
        bad = rejected(self.tree, self.name, reason, _REPOSITORY)
        self.keep(Page(rejected=(bad,)), self.ended)
