"""The watch itself: what a page may not do is seen, and what axe is for is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.audit import violations
from tests.browser.serving import served
from tests.browser.watched import watched

pytestmark = pytest.mark.slow

WRONG = {
    "<script>alert(1)</script>": "dialog: 1",
    "<img src='http://127.0.0.1:9/x.png' alt=''>": "off origin: http://127.0.0.1:9/x.png",
    "<script>throw Error('ouch')</script>": "error: ouch",
    "<script src='gone.js'></script>": "console: Failed to load",
    "<meta http-equiv='refresh' content='0;url=http://127.0.0.1:9/'>": "off origin",
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    for at, text in enumerate(WRONG):
        (tmp_path / f"{at}.html").write_text(f"<!doctype html><p>{text}")
    with served(tmp_path) as base:
        yield base


@pytest.mark.parametrize("at", range(len(WRONG)))
def test_what_a_page_may_not_do_fails(at: int, browser: Browser, base: str) -> None:
    with pytest.raises(AssertionError) as caught, watched(browser, base) as view:
        view.open(f"{at}.html").wait_for_timeout(200)
    assert list(WRONG.values())[at] in str(caught.value)


def test_axe_finds_what_it_is_for(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p style='color:#aaa'>pale</p><img src='data:,'><h1>a</h1><h3>b</h3>")
    found = " ".join(violations(page))
    for rule in ("color-contrast", "image-alt", "heading-order", "html-has-lang", "region"):
        assert rule in found
    page.close()
