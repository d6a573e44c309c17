"""How strangers' hosts are asked: one request at a time, slowly, and ever slower when refused."""

import asyncio
import random
import time
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from catalog.model.value import Value

USER_AGENT = f"toolrisk/{version('toolrisk')} (+https://github.com/toolrisk/toolrisk)"

PAGE_BYTES = 32 * 1024 * 1024
"""The longest answer that is read. A page of 100 rows with a README in each has about 4 MB."""

LONGEST_PAUSE = 120.0
"""Seconds; a host that asks for more is left alone until the next crawl."""


class Pace(Value):
    """Seconds between two requests to a host and before the first retry, and how many retries.

    The official registry sustains one request a second for each address (reviewed in its
    ingress, pull request 843); each further retry waits twice as long as the one before.
    """

    delay: float = 1.1
    pause: float = 2.0
    retries: int = 5
    timeout: float = 60.0


POLITE = Pace()


class Backoff:
    """Waits before a retry: as long as the host asked for, else twice as long each time.

    Scrapy retries at once and reads no Retry-After (scrapy issue 3849).
    """

    def __init__(self, pause: float) -> None:
        self.pause = pause

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Backoff":
        return cls(crawler.settings.getfloat("TOOLRISK_PAUSE"))

    async def process_request(self, request: Request) -> None:
        retry = request.meta.get("retry_times", 0)
        if retry:
            wanted = request.meta.pop("retry_after", 0.0)
            growing = self.pause * 2 ** (retry - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
            await asyncio.sleep(min(max(wanted, growing), LONGEST_PAUSE))

    def process_response(self, request: Request, response: Response) -> Response:
        """Runs before Scrapy's own retry, which copies the request with its meta."""
        asked = response.headers.get("Retry-After")
        if asked:
            request.meta["retry_after"] = seconds_asked(asked.decode("latin-1"), time.time())
        return response


def seconds_asked(retry_after: str, now: float) -> float:
    """A Retry-After header in seconds from `now`; 0.0 for what is neither number nor date."""
    text = retry_after.strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0


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
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": pace.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_TIMEOUT": pace.timeout,
        "DOWNLOAD_MAXSIZE": PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": pace.retries,
        "DOWNLOADER_MIDDLEWARES": {Backoff: 560},  # nearer to the network than the retry, 550
        "TOOLRISK_PAUSE": pace.pause,
    }
