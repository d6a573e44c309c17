"""One repository at GitHub, read: its tree, then the files that may tell of servers."""

import base64
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import Listing, Page, Rejected, Repository, Validator
from crawler.conditions import asking, told
from crawler.payload import read_json
from crawler.politeness import Resting
from crawler.registry import Registry
from crawler.repository.manifests import Place, is_readme, read, wanted
from crawler.row import Row

FILE_BYTES = 512 * 1024
"""The longest file that is read; a real server.json has up to 54 KB."""

ENTRIES = 100_000
"""The most files of a repository: as many as GitHub lists."""

_RAW = {"Accept": "application/vnd.github.raw+json"}
_UNCHANGED = 304
_GONE = (404, 409, 410, 451)
_MOVED = (301, 302, 307, 308)
_LOCKED = (401, 403, 429)


class Repo(NamedTuple):
    """A repository as a search shows it, and the API that it is read by."""

    row: dict[str, Any]
    api: str

    @property
    def repository(self) -> Repository:
        name = self.row["full_name"]
        url = self.row.get("html_url")
        at_home = isinstance(url, str) and url.startswith("https://")
        url = url if at_home else f"https://github.com/{name}"
        return Repository(url=url, source="github", id=str(self.row["id"]))

    def contents(self, path: str) -> str:
        return f"{self.api}/repos/{quote(self.row['full_name'])}/contents/{quote(path)}"


class Reading:
    """What is found of one repository; handed out as a whole when all of it is read."""

    def __init__(
        self, registry: Registry, repo: Repo, digest: str, known: Validator | None,
        then: Callable[[], Request | None],
    ) -> None:  # fmt: skip
        self.registry, self.repo, self.digest = registry, repo, digest
        self.known, self.then = known, then
        self.url, self.paths, self.moves, self.missed = "", list[str](), 0, False
        self.tree_told: tuple[Validator, ...] = ()
        self.found: list[Listing] = []
        self.bad: list[Rejected] = []

    def request(self, url: str) -> Request:
        """The tree, if it has changed."""
        self.url = self.url or url
        statuses = [_UNCHANGED, *_GONE, *_MOVED]
        return self.registry.ask(
            url, self.tree, self.without, asking(self.known), handle_httpstatus_list=statuses
        )

    def tree(self, response: Response) -> Request | None:
        if response.status in _MOVED:
            return self.moved(response)
        if response.status == _UNCHANGED and self.known:
            again = self.known.model_copy(update={"digest": self.digest})
            page = Page(seen=self.known.ids, validators=(again,))
            self.registry.keep(page, self.registry.state)
            return self.then()
        if response.status in _GONE:
            return self.next_file()
        try:
            answer = Row(read_json(response.body))
            rows = answer.items("tree", ENTRIES)
            if answer.get("tree") is None:
                raise ValueError("it is no tree")  # noqa: TRY301 - told as all that is wrong here
        except ValueError:
            request = response.request
            return (request and self.registry.once_more(request, "unreadable")) or self.without()
        self.tree_told = told(response, self.registry.name, self.url, ())
        self.paths = list(wanted([row["path"] for row in rows if _is_file(row)]))
        return self.next_file()

    def moved(self, response: Response) -> Request | None:
        """A repository that was renamed is followed on the same host, twice at most."""
        location = response.headers.get("Location") or b""
        url = urljoin(response.url, location.decode("latin-1"))
        self.moves += 1
        here = urlsplit(url)[:2] == urlsplit(response.url)[:2]
        return self.request(url) if here and self.moves <= 2 else self.without()  # noqa: PLR2004

    def next_file(self) -> Request | None:
        """The next file; a README only where nothing else told of a server."""
        while self.paths and self.found and is_readme(self.paths[0]):
            self.paths.pop(0)
        if not self.paths:
            return self.done()
        return self.registry.ask(
            self.repo.contents(self.paths[0]), self.file, self.without_file, _RAW,
            download_maxsize=2 * FILE_BYTES,
        )  # fmt: skip

    def file(self, response: Response) -> Request | None:
        path = self.paths.pop(0)
        place = Place(source=self.registry.name, path=path, repository=self.repo.repository)
        said = read(place, _content(response.body))
        self.found += [each for each in said if isinstance(each, Listing)]
        self.bad += [each for each in said if isinstance(each, Rejected)]
        return self.next_file()

    def without_file(self, failure: Failure) -> Request | None:
        self.paths.pop(0)
        self.missed = True
        return self.next_file() if of_one(failure.value) else self.registry.unanswered(failure)

    def without(self, failure: Failure | None = None) -> Request | None:
        """It cannot be read now: what it gave before still holds, and it is read next time."""
        if failure and not of_one(failure.value):
            result: Request | None = self.registry.unanswered(failure)
            return result
        self.missed = True
        return self.done()

    def done(self) -> Request | None:
        page = Page(listings=tuple(self.found), rejected=tuple(self.bad))
        if self.missed:
            page = page.model_copy(update={"seen": self.known.ids if self.known else ()})
        else:
            blank = Validator(source=self.registry.name, url=self.url)
            (said,) = self.tree_told or (blank,)
            said = said.model_copy(update={"digest": self.digest, "ids": page.ids})
            page = page.model_copy(update={"validators": (said,)})
        self.registry.keep(page, self.registry.state)
        return self.then()


def _is_file(row: Any) -> bool:
    if not (isinstance(row, dict) and isinstance(row.get("path"), str)):
        return False
    size = row.get("size")
    return row.get("type", "blob") == "blob" and (type(size) is not int or size <= FILE_BYTES)


def _content(body: bytes) -> bytes:
    """The file, also where it comes packed in JSON, as without the raw media type."""
    if not body.lstrip().startswith(b"{"):
        return body
    try:
        value = read_json(body)
    except ValueError:
        return body
    if isinstance(value, dict) and value.get("encoding") == "base64":
        try:
            return base64.b64decode(str(value.get("content")))
        except ValueError:
            return b""
    return body


def of_one(error: BaseException | None) -> bool:
    """Whether only this repository, or this file, cannot be had."""
    if isinstance(error, HttpError):
        return error.response.status not in _LOCKED
    return isinstance(error, IgnoreRequest) and not isinstance(error, Resting)
