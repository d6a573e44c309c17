"""Every page of a small site, at three widths and in both themes, and opened as a file."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.audit import violations
from tests.browser.kinds import one_of_each
from tests.browser.watched import THEMES, WIDTHS, sideways, watched

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_breaks_a_rule_of_accessibility_or_its_layout(
    width: int, theme: Literal["light", "dark"], browser: Browser, site: str, folder: Path
) -> None:
    wrongs: list[str] = []
    size = {"width": width, "height": 900}
    with watched(browser, site, viewport=size, color_scheme=theme) as view:
        for address in one_of_each(folder):
            page = view.open(address)
            wrongs += violations(page)
            wrongs += [f"{address} is too wide"] * (sideways(page) > 0)
    assert wrongs == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_every_page_opens_as_a_file(browser: Browser, folder: Path, *, scripts: bool) -> None:
    seen = 0
    with watched(browser, f"{folder.as_uri()}/", java_script_enabled=scripts) as view:
        for address in one_of_each(folder):
            page = view.open(address)
            assert page.locator("h1").count() == 1
            assert styled(page)
            seen += 1
    assert seen > 10


def styled(page: Page) -> bool:
    """Whether the stylesheet was read: the way to skip the menu stands outside the page."""
    box = page.locator(".skip").bounding_box()
    return box is not None and box["x"] < 0
