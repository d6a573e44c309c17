"""One Scrapy run over the chosen registries. Being in the folder `registries` is being registered.

A `.py` file there is a registry's spider; a `.json` file is a page in the official
registry's format, read by the official spider over `file:`.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.exceptions import CloseSpider
from twisted.python.failure import Failure

from catalog.errors import NothingFound
from catalog.model.listing import CrawlState
from crawler.politeness import POLITE, Pace, settings
from crawler.registries.official import OfficialRegistry
from crawler.registry import Failed, Registry, Sink

FOLDER = Path(__file__).parent / "registries"

Broken = asyncio.Future[BaseException]
"""The first error that ends a whole run."""

_NOWHERE = logging.NullHandler()

GRACE = 1.0
"""Seconds that an interrupted run gets to close its connections."""


def registries() -> tuple[str, ...]:
    """The names of all registries."""
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("*.json")]
    return tuple(sorted(each.stem for each in files if each.stem != "__init__"))


def crawl(
    names: Sequence[str], states: Mapping[str, CrawlState], sink: Sink, pace: Pace = POLITE
) -> tuple[Failed, ...]:
    """Read the named registries, each from its state on; the sources that failed, and why.

    `sink` is called in this thread after each page; what it raises ends the whole run and
    comes out here. Ctrl-C is left to asyncio, which ends the run with KeyboardInterrupt.
    Raises NothingFound for a name that is no registry's.
    """
    check_names(names)
    sources = {name: _source(name) for name in names}
    _silence()
    outcome = asyncio.run(_run(sources, states, sink, pace))
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def check_names(names: Sequence[str]) -> None:
    """Raises NothingFound for a name that is no registry's."""
    for name in names:
        if name not in registries():
            known = ", ".join(registries())
            raise NothingFound(f"no registry is named {name[:80]!r}; there are {known}")


def _source(name: str) -> tuple[type[Registry], dict[str, str]]:
    """The spider of a registry, and what it needs beside its name."""
    page = FOLDER / f"{name}.json"
    if page.exists():
        return OfficialRegistry, {"address": page.as_uri()}
    module = import_module(f"crawler.registries.{name}")
    return next(each for each in vars(module).values() if _is_spider(each, module.__name__)), {}


def _is_spider(value: Any, module: str) -> bool:
    return isinstance(value, type) and issubclass(value, Registry) and value.__module__ == module


async def _run(
    sources: Mapping[str, tuple[type[Registry], dict[str, str]]],
    states: Mapping[str, CrawlState],
    sink: Sink,
    pace: Pace,
) -> tuple[Failed, ...] | BaseException:
    runner = AsyncCrawlerRunner(settings(pace))
    broken: Broken = asyncio.get_running_loop().create_future()
    crawlers, runs = [], []
    for name, (spider, more) in sources.items():
        crawler = _watched(runner.create_crawler(spider), broken)
        state = states.get(name, CrawlState(source=name))
        kept = _guarded(sink, broken)
        runs.append(runner.crawl(crawler, name=name, state=state, sink=kept, **more))
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
