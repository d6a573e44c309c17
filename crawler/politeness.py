"""Scrapy's settings, and the patience it lacks: turns by host, Retry-After, rate limits.

Scrapy retries at once and reads no Retry-After (scrapy issue 3849), and each spider of a run
has slots of its own: so both are kept here, for all of them together.
"""

import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.pace import LONGEST_PAUSE, Pace, seconds_asked

if TYPE_CHECKING:
    from crawler.registry import Registry

USER_AGENT = f"toolrisk/{version('toolrisk')} (+https://github.com/toolrisk/toolrisk)"

PAGE_BYTES = 32 * 1024 * 1024
"""The longest answer that is read. A page of 100 rows with a README in each has about 4 MB."""

_PASSING = (DownloadFailedError, DownloadTimeoutError, ResponseDataLossError,
            DownloadCancelledError, OSError)  # fmt: skip
NOBODY = (CannotResolveHostError, DownloadConnectionRefusedError)
_NOBODY_TRIES = 2
"""Retries where nobody is there; that seldom passes within a minute."""


_BUSY = (408, 425, 429)
_FORBIDDEN = 403


class Resting(IgnoreRequest):
    """The host wants to be left alone for longer than a crawl waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asks to be left alone for {seconds:.0f} seconds")


class Patience:
    """Waits for a host's turn, and asks again where a refusal or a failure may pass."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Patience":
        return cls(crawler)

    @property
    def spider(self) -> "Registry":
        return cast("Registry", self._crawler.spider)

    async def process_request(self, request: Request) -> None:
        if not request.url.startswith("file:"):
            await self.spider.turn(request)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        asked = seconds_asked(response.headers, time.time())
        if asked:
            self.spider.leave_alone(request, asked)
        if asked > LONGEST_PAUSE or not _may_pass(request, response, asked):
            return response
        return self.spider.once_more(request, f"{response.status}") or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if isinstance(exception, NOBODY):
            return self.spider.once_more(request, "nobody", _NOBODY_TRIES)
        passing = isinstance(exception, _PASSING)
        return self.spider.once_more(request, type(exception).__name__) if passing else None


def _may_pass(request: Request, response: Response, asked: float) -> bool:
    """Whether the answer may be another one soon. GitHub also refuses for a while with 403."""
    status = response.status
    if status in request.meta.get("handle_httpstatus_list", ()):
        return False
    limited = asked > 0 or b"rate limit" in response.body[:2_000].lower()
    return status in _BUSY or status // 100 in (3, 5) or (status == _FORBIDDEN and limited)


def settings(pace: Pace) -> dict[str, Any]:
    """Scrapy's settings for one run of all sources, inside a program that owns its signals."""
    return {
        "TWISTED_REACTOR_ENABLED": False,
        "EXTENSIONS_BASE": {},  # no telnet console, remote control, statistics or memory watch
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
        "USER_AGENT": USER_AGENT,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "application/json"},
        "COOKIES_ENABLED": False,
        "REDIRECT_ENABLED": False,  # an API that has moved is looked at by a person first
        "ROBOTSTXT_OBEY": True,  # for pages; an API says itself who may ask it
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,  # Patience keeps the turns
        "DOWNLOAD_TIMEOUT": pace.timeout,
        "DOWNLOAD_MAXSIZE": PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_ENABLED": False,  # Patience does
        "RETRY_TIMES": pace.retries,
        "DOWNLOADER_MIDDLEWARES": {Patience: 560},
    }
