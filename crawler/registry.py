"""What every registry's spider shares: where it goes on from, and where its pages go.

A registry hands out each page as soon as it is read, together with the state to go on
from, so that a crawl killed at any moment loses at most the page in hand.
"""

from collections.abc import Callable
from datetime import datetime

from scrapy import Spider
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import CrawlState, Listing, Rejected
from catalog.model.value import Value

Sink = Callable[[tuple[Listing, ...], tuple[Rejected, ...], CrawlState], None]
"""Takes the listings and rejected rows of one page, and the state once they are kept."""


class Page(Value):
    """One page of a registry; with no `next_cursor` it is the last."""

    listings: tuple[Listing, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    next_cursor: str | None = None


class Failed(Value):
    """A source that was not read to its end, and why, in one line; what it gave is kept."""

    source: str
    reason: str


class Registry(Spider):
    """One registry under way; `failure` says why it ended before the end."""

    def __init__(self, name: str, state: CrawlState, sink: Sink) -> None:
        super().__init__(name)
        self.state = state.model_copy(update={"complete": False})
        self.sink = sink
        self.failure: Failed | None = None

    def keep(self, page: Page, state: CrawlState) -> None:
        """Hand out one page, and go on from `state`."""
        self.sink(page.listings, page.rejected, state)
        self.state = state

    def fail(self, reason: str) -> None:
        self.failure = Failed(source=self.name, reason=reason)

    def outcome(self) -> Failed | None:
        """Why the end of the registry was not reached; None where it was."""
        if not self.failure and not self.state.complete:
            self.fail(f"{self.name} stopped before its end; try again later")
        return self.failure

    def unanswered(self, failure: Failure) -> None:
        """A request that its retries have not helped."""
        error = failure.value
        if isinstance(error, HttpError):
            what = f"answered {error.response.status}"
        else:
            what = f"did not answer ({' '.join(str(error).split())[:200] or type(error).__name__})"
        self.fail(f"{self.name} {what}; try again later")


def advanced(state: CrawlState, page: Page, now: datetime) -> CrawlState:
    """The state after `page`. The watermark moves only when a pass has reached its end.

    A date beyond `now` counts as `now`: one wrong row must not hide what comes after it.
    """
    dates = [each.updated_at for each in page.listings if each.updated_at]
    dates += [each for each in (state.newest, state.watermark) if each]
    newest = min(max(dates), now) if dates else None
    if page.next_cursor:
        going_on = {"cursor": page.next_cursor, "newest": newest, "complete": False}
        return state.model_copy(update=going_on)
    return CrawlState(source=state.source, watermark=newest, complete=True)


def restarted(state: CrawlState) -> CrawlState:
    """The state before the first page of the pass."""
    return CrawlState(source=state.source, watermark=state.watermark)
