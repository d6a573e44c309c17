"""A page that is watched: what no page of ours may do is written down, and fails the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request

WIDTHS = (320, 768, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Watched:
    """A page, the origin that it was opened for, and what it did that it may not."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.wrongs: list[str] = []
        self.visited: list[str] = []
        page.on("dialog", self._dialog)
        page.on("console", lambda said: self._wrong(said.type in NOISE, f"console: {said.text}"))
        page.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        page.on("popup", lambda other: self.wrongs.append(f"window: {other.url}"))
        page.on("download", lambda file: self.wrongs.append(f"download: {file.url}"))
        page.on("request", self._request)
        page.on("requestfailed", lambda asked: self.wrongs.append(f"failed: {asked.url}"))

    def open(self, address: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.base + address)
        return self.page

    def _dialog(self, dialog: Dialog) -> None:
        self.wrongs.append(f"dialog: {dialog.message[:80]}")
        dialog.dismiss()

    def _request(self, asked: Request) -> None:
        self._wrong(not asked.url.startswith(self.base), f"off origin: {asked.url[:200]}")
        if asked.is_navigation_request():
            self.visited.append(asked.url)

    def _wrong(self, wrong: bool, what: str) -> None:  # noqa: FBT001 - a condition and its name
        if wrong:
            self.wrongs.append(what)


NOISE = ("error", "warning")


@contextmanager
def watched(browser: Browser, base: str, **how: Any) -> Iterator[Watched]:
    """A new page; `how` is what Playwright's `new_context` takes. It fails at its end."""
    context = browser.new_context(**how)
    page = Watched(context.new_page(), base)
    try:
        yield page
    finally:
        context.close()
    assert not page.wrongs, page.wrongs


def sideways(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def path_of(url: str) -> str:
    return urlsplit(url).path
