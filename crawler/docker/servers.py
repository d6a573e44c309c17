"""The folders of Docker's repository, read one after the other: server.yaml, then tools.json."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from urllib.parse import quote

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import Listing, Page, Validator
from crawler.docker.catalog import parse_server, parse_tools
from crawler.docker.tree import SERVER, TOOLS, Folder
from crawler.payload import rejected
from crawler.registry import DOUBTS, Registry
from crawler.repository.reading import FILE_BYTES, of_one

DELAY = 0.25
"""Seconds between two files, which a content network hands out."""


class Then(Protocol):
    """Is told the ids of all that the folders gave, and whether all of their files were had."""

    def __call__(self, ids: tuple[str, ...], /, *, whole: bool) -> None: ...


class Servers:
    """Reads the folders whose files have changed; `ids` are of the others, and of those read.

    Each server is handed out once it is read. A file that cannot be had, or not be read, loses
    itself alone: it is rejected. One that was not had is asked for again in the next pass.
    """

    def __init__(
        self, registry: Registry, place: str, folders: Sequence[Folder], then: Then
    ) -> None:
        self.registry, self.place, self.then = registry, place, then
        self.whole = True
        self.ids: list[str] = []
        self.folders: list[Folder] = []
        for each in reversed(folders):
            known = registry.errand.recall.validator(registry.name, self.url(each, SERVER))
            if known and known.digest == each.digest:
                self.ids += known.ids
            else:
                self.folders.append(each)

    def url(self, folder: Folder, file: str) -> str:
        return f"{self.place}/{quote(folder.path(file))}"

    def next(self) -> Request | None:
        """The server.yaml of the next folder; after the last what comes then."""
        if not self.folders:
            self.then(tuple(self.ids), whole=self.whole)
            return None
        return self.file(self.folders.pop(), None)

    def file(self, folder: Folder, listing: Listing | None) -> Request | None:
        """The server.yaml; or the tools.json, where the server's `listing` is known."""
        name = TOOLS if listing else SERVER
        return self.registry.ask(
            self.url(folder, name), partial(self.parse, folder, listing),
            partial(self.without, folder, listing), delay=DELAY, download_maxsize=FILE_BYTES,
        )  # fmt: skip

    def parse(self, folder: Folder, listing: Listing | None, response: Response) -> Request | None:
        """What a file says; it is asked for again before it is believed to be garbled."""
        try:
            if listing:
                tools = parse_tools(response.body)
                return self.done(folder, Page(listings=(_with(listing, tools=tools),)))
            said = parse_server(response.body, folder.name, self.registry.name)
        except ValueError as error:
            request = response.request
            retry = request and self.registry.once_more(request, "doubtful", DOUBTS)
            return retry or self.lost(folder, listing, str(error)[:200], had=True)
        said = _with(said, source_id=folder.path(SERVER))
        if TOOLS in folder.files:
            return self.file(folder, said)
        return self.done(folder, Page(listings=(said,)))

    def without(self, folder: Folder, listing: Listing | None, failure: Failure) -> Request | None:
        error = failure.value
        if isinstance(error, DownloadCancelledError):
            return self.lost(folder, listing, f"is longer than {FILE_BYTES} bytes", had=False)
        if not of_one(error):
            self.registry.unanswered(failure)
            return None
        said = f"answered {error.response.status}" if isinstance(error, HttpError) else str(error)
        return self.lost(folder, listing, said[:200], had=False)

    def lost(
        self, folder: Folder, listing: Listing | None, reason: str, *, had: bool
    ) -> Request | None:
        """The file at hand is rejected; what its server.yaml says of the server is kept."""
        path = folder.path(TOOLS if listing else SERVER)
        bad = rejected(path, self.registry.name, reason, path)
        page = Page(listings=(listing,) if listing else (), rejected=(bad,))
        return self.done(folder, page, had=had)

    def done(self, folder: Folder, page: Page, *, had: bool = True) -> Request | None:
        """Hand out one folder; what was had of it is not asked for again until it changes."""
        self.ids += page.ids
        self.whole = self.whole and had
        digest = folder.digest if had else None
        said = Validator(
            source=self.registry.name, url=self.url(folder, SERVER), digest=digest, ids=page.ids
        )
        said_page = page.model_copy(update={"validators": (said,)})
        self.registry.keep(said_page, self.registry.state)
        return self.next()


def _with(listing: Listing, **more: object) -> Listing:
    return listing.model_copy(update=more)
