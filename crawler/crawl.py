"""One Scrapy run over the chosen registries."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.exceptions import CloseSpider
from twisted.python.failure import Failure

from catalog.errors import UsageError
from catalog.model.listing import CrawlState
from crawler.errand import Errand, Failed, Nothing, Recall, Sink
from crawler.pace import POLITE, Pace, Turns
from crawler.politeness import settings
from crawler.registries.official import OfficialRegistry
from crawler.registry import Registry
from crawler.source import Source, page_of, source_of

Broken = asyncio.Future[BaseException]
"""The first error that ends a whole run."""

_NOWHERE = logging.NullHandler()

GRACE = 1.0
"""Seconds that an interrupted run gets to close its connections."""


def crawl(
    words: Sequence[str],
    states: Mapping[str, CrawlState],
    sink: Sink,
    pace: Pace = POLITE,
    recall: Recall | None = None,
) -> tuple[Failed, ...]:
    """Read the registries of these words, each from its state on; the failed ones, and why.

    `sink` is called in this thread after each page; what it raises ends the whole run and
    comes out here. Ctrl-C is left to asyncio, which ends the run with KeyboardInterrupt.
    Raises NothingFound for a name that is no registry's.
    """
    turns, known = Turns(), recall or Nothing()
    errands = [
        Errand(each, states.get(each.name, CrawlState(source=each.name)), sink, known, turns, pace)
        for each in sources(words)
    ]
    _silence()
    outcome = asyncio.run(_run(errands))
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def sources(words: Sequence[str]) -> tuple[Source, ...]:
    """What these words mean, each once.

    Raises NothingFound for a name that is no registry's, and UsageError for two addresses
    under one name.
    """
    found = tuple(dict.fromkeys(map(source_of, words)))
    names = [each.name for each in found]
    if twice := next((each for each in names if names.count(each) > 1), None):
        raise UsageError(f"{twice} is said to be at two addresses; give each a name, NAME=URL")
    return found


def _spider(source: Source) -> type[Registry]:
    if page_of(source.registry):
        return OfficialRegistry
    module = import_module(f"crawler.registries.{source.registry}")
    found: type[Registry] = next(
        each for each in vars(module).values() if _is_spider(each, module.__name__)
    )
    return found


def _placed(source: Source) -> Source:
    """The source; a page of ours is at an address of this machine."""
    page = page_of(source.registry)
    if source.address or not page:
        return source
    return source.model_copy(update={"address": page.as_uri()})


def _is_spider(value: Any, module: str) -> bool:
    return isinstance(value, type) and issubclass(value, Registry) and value.__module__ == module


async def _run(errands: Sequence[Errand]) -> tuple[Failed, ...] | BaseException:
    pace = errands[0].pace if errands else POLITE
    runner = AsyncCrawlerRunner(settings(pace))
    broken: Broken = asyncio.get_running_loop().create_future()
    crawlers, runs = [], []
    for each in errands:
        crawler = _watched(runner.create_crawler(_spider(each.source)), broken)
        errand = each._replace(sink=_guarded(each.sink, broken), source=_placed(each.source))
        runs.append(runner.crawl(crawler, errand))
        crawlers.append(crawler)
    ended = asyncio.gather(*runs)
    try:
        first: set[asyncio.Future[Any]] = {ended, broken}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _close(runner)
    if broken.done():
        return broken.result()
    await ended
    spiders = [each.spider for each in crawlers]
    outcomes = [each.outcome() for each in spiders if isinstance(each, Registry)]
    return tuple(each for each in outcomes if each)


def _guarded(sink: Sink, broken: Broken) -> Sink:
    """The sink; what it raises is not left to Scrapy, which would log it and go on."""

    def guarded(*page: Any) -> None:
        try:
            sink(*page)
        except BaseException as error:
            _break(broken, error)
            raise CloseSpider from error

    return guarded


def _watched(crawler: Crawler, broken: Broken) -> Crawler:
    """The crawler; an error in its spider, which is our mistake, ends the run."""

    def on_error(failure: Failure) -> None:
        _break(broken, failure.value or RuntimeError("an error without a value"))

    crawler.signals.connect(on_error, signals.spider_error, weak=False)
    return crawler


def _break(broken: Broken, error: BaseException) -> None:
    if not broken.done():
        broken.set_result(error)


async def _close(runner: AsyncCrawlerRunner) -> None:
    """End what still runs: nothing new is begun and what waits is cancelled, then all closes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(GRACE):
            await _opened(runner)
            for crawler in runner.crawlers:
                crawler.engine.pause()
            waiting = asyncio.all_tasks() - {asyncio.current_task()}
            stopping = asyncio.create_task(runner.stop())
            await asyncio.sleep(0)
            for task in waiting:
                task.cancel()
            await stopping


async def _opened(runner: AsyncCrawlerRunner) -> None:
    """Scrapy leaves connections behind when it is stopped while it still opens a spider."""
    while not all(each.crawling and each.engine.running for each in runner.crawlers):  # noqa: ASYNC110 - it takes milliseconds, and Scrapy has no event for it
        await asyncio.sleep(0.01)


def _silence() -> None:
    """Scrapy's talk goes nowhere, but to who listens: what matters of it comes back as values."""
    for name in ("scrapy", "twisted"):
        logger = logging.getLogger(name)
        logger.addHandler(_NOWHERE)
        logger.propagate = False
