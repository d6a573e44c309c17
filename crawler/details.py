"""Registries whose list leads to a page for each server: these are read one after the other."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import CrawlState, Listing, Page, Validator
from crawler.payload import read_json
from crawler.politeness import Resting
from crawler.registry import Registry

New = tuple[Any, Listing]
"""A row whose server's page is to be read, and what it says already."""

Read = tuple[Listing, Validator | None]

BATCH = 20
"""Servers whose pages are read between two times that they are kept."""

_LOCKED = (401, 403, 429)
"""Refusals that are not of one page alone."""


class Detailing(Registry):
    """A registry of this kind."""

    @abstractmethod
    def page_of(self, listing: Listing) -> str:
        """Where the server's own page is."""

    @abstractmethod
    def digest(self, row: Any) -> str:
        """What changes with the row, and with nothing else."""

    @abstractmethod
    def detailed(self, listing: Listing, answer: Any) -> Listing:
        """With what the server's own page says; raises ValueError for what is none."""

    @abstractmethod
    def page(self, **more: Any) -> Page:
        """What is handed out."""

    @abstractmethod
    def here(self) -> CrawlState:
        """The state with which the pass goes on at the page of the list at hand."""

    def details(
        self, new: Sequence[New], read: Sequence[Read], then: Callable[[], Request | None]
    ) -> Request | None:
        """The page of the next new server; after the last, what comes then."""
        if len(read) >= BATCH or (read and not new):
            told = tuple(each for _, each in read if each)
            listings = tuple(each for each, _ in read)
            self.keep(self.page(listings=listings, validators=told), self.here())
            read = []
        if not new:
            return then()
        (row, listing), *rest = new
        url = self.page_of(listing)

        def take(response: Response) -> Request | None:
            try:
                whole = self.detailed(listing, read_json(response.body))
            except ValueError:
                request = response.request or self.ask(url, take)
                return self.once_more(request, "unreadable") or without()
            ids, digest = (listing.source_id,), self.digest(row)
            told = Validator(source=self.name, url=url, digest=digest, ids=ids)
            return self.details(rest, [*read, (whole, told)], then)

        def without(failure: Failure | None = None) -> Request | None:
            """What the list says is kept, and the page is asked for again next time."""
            if failure and not _of_one_page(failure.value):
                self.unanswered(failure)
                return None
            return self.details(rest, [*read, (listing, None)], then)

        return self.ask(url, take, without)


def _of_one_page(error: BaseException | None) -> bool:
    """Whether only this page cannot be had, and the registry's others can."""
    if isinstance(error, HttpError):
        return error.response.status not in _LOCKED
    return isinstance(error, IgnoreRequest) and not isinstance(error, Resting)
