"""A site of hostile strangers in a real browser: nothing runs, nothing moves, nothing breaks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hostile import every
from tests.browser.kinds import pages
from tests.browser.serving import served
from tests.browser.watched import sideways, watched
from tests.publisher.sites import build_site
from tests.publisher.values import pages_of

pytestmark = pytest.mark.slow

LARGEST = 40_000
"""Bytes of a page's HTML."""

DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)
"""What no file on Windows may be called, whatever follows its first dot."""

OVERLAPS = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  return box('header').bottom > box('main').top + 1 || box('main').bottom > box('footer').top + 1;
}"""

STICKS_OUT = """() => [...document.querySelectorAll('main *, footer *')]
  .filter((it) => !it.closest('svg, .sr') && it.getBoundingClientRect().right > innerWidth + 1)
  .map((it) => it.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "reports"
    build_site(pages_of(*every()), folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as base:
        yield base


def hit(folder: Path) -> list[str]:
    """Pages that show what strangers say."""
    said = (each for each in pages(folder) if not each.startswith(("rules/", "patterns/")))
    return [each for each in said if not each.startswith("browse/skipped/")]


def test_every_page_opens_and_nothing_happens(browser: Browser, site: str, folder: Path) -> None:
    wrongs: list[str] = []
    addresses = hit(folder)
    with watched(browser, site, viewport={"width": 320, "height": 700}) as view:
        for address in addresses:
            wrongs += [f"{address}: {wrong}" for wrong in wrong_with(view.open(address))]
        assert view.visited == [site + address for address in addresses]
    assert wrongs == []
    assert len(addresses) > 60


def wrong_with(page: Page) -> Iterator[str]:
    if sideways(page) > 0:
        yield f"scrolls sideways: {page.evaluate(STICKS_OUT)[:3]}"
    if page.evaluate(OVERLAPS):
        yield "overlaps"
    if page.evaluate("[...document.scripts].some((it) => !it.src)"):
        yield "has a script of its own"
    if page.locator("main h1").count() != 1:
        yield "has another heading"


def test_every_page_is_small(folder: Path) -> None:
    sizes = {each: (folder / each).stat().st_size for each in pages(folder)}
    assert {each: size for each, size in sizes.items() if size > LARGEST} == {}


def test_every_name_is_one_that_every_disk_takes(folder: Path) -> None:
    found = [each.relative_to(folder) for each in folder.rglob("*")]
    assert len({str(each).casefold() for each in found}) == len(found)
    for each in found:
        name = each.name.partition(".")[0]
        assert each.name.isascii()
        assert len(each.name) <= 100
        assert not each.name.endswith((".", " "))
        assert not DEVICE.fullmatch(name)


def test_tools_that_look_alike_say_so(browser: Browser, site: str, folder: Path) -> None:
    found = 0
    with watched(browser, site) as view:
        for address in (each for each in hit(folder) if "/p" in each and "servers/" in each):
            page = view.open(address)
            if page.get_by_text("is easily taken for").count():
                found += 1
    assert found >= 5
