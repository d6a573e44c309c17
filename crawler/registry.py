"""What every registry's spider shares: how it asks, where it goes on from, where its pages go.

A registry hands out each page as soon as it is read, together with the state to go on
from, so that a crawl killed at any moment loses at most the page in hand.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from catalog.model.listing import CrawlState, Page
from crawler.errand import Errand, Failed
from crawler.pace import LONGEST_PAUSE, growing
from crawler.passes import begun
from crawler.politeness import NOBODY, Resting

_INNARDS = re.compile(r" \w+:<[^<>]*>")
"""An object of the client library in what it says of an error."""
DOUBTS = 3
"""How often a page that makes no sense is asked for again before it is believed."""


def secret_in(variable: str) -> str:
    """What the environment holds there; empty where it is nothing that a header can hold."""
    value = os.environ.get(variable, "").strip()
    return value if value.isascii() and value.isprintable() and " " not in value else ""


class Registry(Spider):
    """One registry under way; `failure` says why it ended before the end."""

    address: ClassVar[str]
    """Where its API is; nowhere else is it said."""
    delay: ClassVar[float] = 1.1
    """Seconds between two requests that its host sustains."""
    key: ClassVar[str] = ""
    """The variable of the environment that may hold the user's key."""
    demands: ClassVar[str] = ""
    """What the user is told where the registry wants a key, and there is none."""
    tells_changes: ClassVar[bool] = False
    """Whether it can be asked for what has changed since a moment."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand.source.name)
        self.errand = errand
        self.place = self.at(errand.source.address or self.address)
        here = self.place.startswith("file:")  # read whole each time, wherever it lies
        said = errand.source.name if here else self.place
        asks = self.tells_changes and not here
        self.state = begun(errand.state, said, datetime.now(UTC), tells_changes=asks)
        self.failure: Failed | None = None
        self.retries = 0

    @classmethod
    def at(cls, address: str) -> str:
        """Where to ask, at an address that a person gave."""
        return address

    @property
    def secret(self) -> str:
        """The user's key; empty where there is none."""
        return secret_in(self.key)

    def headers(self) -> dict[str, str]:
        """What each request says beside what all do."""
        return {}

    def ask(
        self,
        url: str,
        callback: Callable[..., Any],
        unanswered: Callable[[Failure], Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **meta: Any,
    ) -> Request:
        """A request to the API, whose terms stand in for robots.txt."""
        if urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost"):
            meta["proxy"] = None  # no proxy leads to this machine
        return Request(
            url, callback, headers={**self.headers(), **(headers or {})}, dont_filter=True,
            errback=partial(self._missed, unanswered or self.unanswered),
            meta={"dont_obey_robotstxt": True, **meta},
        )  # fmt: skip

    def keep(self, page: Page, state: CrawlState) -> None:
        """Hand out one page, and go on from `state`."""
        self.errand.sink(page.model_copy(update={"retries": self.retries}), state)
        self.state, self.retries = state, 0

    def fail(self, reason: str) -> None:
        self.failure = self.failure or Failed(source=self.name, reason=reason)

    def outcome(self) -> Failed | None:
        """Why the end of the registry was not reached; None where it was."""
        if not self.failure and not self.state.complete:
            self.fail("stopped before its end; try again later")
        return self.failure

    def locked(self) -> bool:
        """Whether the registry wants a key, and there is none; then that is why it failed."""
        if self.demands and not self.secret:
            self.fail(f"{self.demands}; set it as {self.key}")
        return self.failure is not None

    async def turn(self, request: Request) -> None:
        """Wait until the host may be asked. Raises Resting where that is too long."""
        host, pace = _slot(request), self.errand.pace
        wait = self.errand.turns.wait(host)
        if wait > LONGEST_PAUSE:
            raise Resting(wait)
        own = pace.own_delay if self.errand.source.address else None
        sustained = request.meta.get("delay", self.delay)
        delay = next(each for each in (pace.delay, own, sustained) if each is not None)
        await asyncio.sleep(self.errand.turns.take(host, delay))

    def leave_alone(self, request: Request, seconds: float) -> None:
        """The host of this request asked for it."""
        self.errand.turns.pause(_slot(request), seconds)

    def once_more(self, request: Request, reason: str, tries: int | None = None) -> Request | None:
        """The same request again, after a pause; None where it was tried often enough."""
        retry = get_retry_request(request, spider=self, reason=reason, max_retry_times=tries)
        if retry:
            self.retries += 1
            self.leave_alone(request, growing(self.errand.pace.pause, retry.meta["retry_times"]))
        return retry

    def again(self, request: Request, reason: str) -> Request | None:
        """The same, for an answer that cannot be read; a failure when that has not helped."""
        retry = self.once_more(request, "unreadable")
        if not retry:
            self.fail(f"{reason}; try again later")
        return retry

    def doubted(self, request: Request, page: Page | None) -> Request | None:
        """The same again where no row of its page could be read, or where it makes no sense.

        That is more likely a bad moment than a page of bad rows.
        """
        strange = page is None or (page.rejected and not page.listings)
        return self.once_more(request, "doubtful", DOUBTS) if strange else None

    def _missed(self, unanswered: Callable[[Failure], Any], failure: Failure) -> Any:
        """No answer, or one that cannot be unpacked, or to too much: that may pass, too."""
        error, request = failure.value, getattr(failure, "request", None)
        final = isinstance(error, (HttpError, Resting, *NOBODY))
        if request and not final and (retry := self.once_more(request, "unpacked")):
            return retry
        return unanswered(failure)

    def unanswered(self, failure: Failure) -> Any:
        """A request that its retries have not helped."""
        error = failure.value
        if not isinstance(error, HttpError):
            said = _INNARDS.sub("", " ".join(str(error).split()))[:200] or type(error).__name__
            what = said if isinstance(error, Resting) else f"did not answer ({said})"
            self.fail(f"{what}; try again later")
            return
        status, wait = error.response.status, self._asked(error)
        if wait > LONGEST_PAUSE:
            self.fail(f"answered {status} and asks to be left alone for {wait:.0f} seconds; "
                      "try again then")  # fmt: skip
        elif status in (401, 403):
            self.fail(f"answered {status}; {self._key_advice()}")
        else:
            self.fail(f"answered {status}; try again later")

    def _asked(self, error: HttpError) -> float:
        request = error.response.request
        return self.errand.turns.wait(_slot(request)) if request else 0.0

    def _key_advice(self) -> str:
        if not self.key:
            return "it does not let us in; try again later"
        return f"{'renew the key in' if self.secret else 'set a key as'} {self.key}"


def _slot(request: Request) -> str:
    """Whose turn it is: the host's, or that of a part of it with a limit of its own."""
    return str(request.meta.get("slot") or urlsplit(request.url).netloc)
