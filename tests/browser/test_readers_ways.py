"""How a reader uses a page: by keyboard alone, copying a rule, on paper, without scripts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import path_of, watched

pytestmark = pytest.mark.slow

TOOL = "servers/harbour/send_mail.html"
AS_JSON = "servers/harbour/send_mail.json"


def focused(page: Page) -> str:
    """The name of what has the focus, after its ring has been seen."""
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    return str(
        page.evaluate(
            "(it => it.textContent.trim() || it.id || it.ariaLabel || '')(document.activeElement)"
        )
    )


def tour(page: Page, until: str, limit: int = 80) -> list[str]:
    """What gets the focus as one presses Tab, until something of that name."""
    seen = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] == until:
            return seen
    raise AssertionError(f"{until} is never reached: {seen}")


def test_a_tool_is_found_and_its_rule_copied_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser, site, permissions=["clipboard-read", "clipboard-write"]) as view:
        page = view.open("index.html")
        first = tour(page, "Harbour Files")
        assert first[0] == "Skip to the content"
        assert first[1:8] == [
            *("toolrisk", "Home", "Browse", "Search", "Attack patterns", "Methodology", "Report"),
        ]
        page.keyboard.press("Enter")
        page.wait_for_url("**/harbour/index.html")
        tour(page, "send_mail")
        page.keyboard.press("Enter")
        page.wait_for_url("**/send_mail.html")
        tour(page, "Copy")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.request.get(site + AS_JSON).json()["policy"]


def test_who_skips_the_menu_is_in_the_content(browser: Browser, site: str) -> None:
    with watched(browser, site) as view:
        page = view.open(TOOL)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_a_rule_is_copied_without_a_clipboard_too(browser: Browser, folder: Path) -> None:
    with watched(browser, f"{folder.as_uri()}/") as view:
        page = view.page
        page.add_init_script("delete Navigator.prototype.clipboard")
        view.open(TOOL)
        page.evaluate(
            "document.addEventListener('copy', () => window.copied = `${getSelection()}`)"
        )
        page.get_by_role("button", name="Copy").first.click()
        page.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
        policy = json.loads((folder / AS_JSON).read_text("utf-8"))["policy"]
        assert page.evaluate("copied").strip() == policy.strip()


def test_without_scripts_no_button_is_shown_and_one_can_search(browser: Browser, site: str) -> None:
    with watched(browser, site, java_script_enabled=False) as view:
        page = view.open(TOOL)
        assert page.locator("button.copy:visible").count() == 0
        assert page.locator("form.find button:visible").count() == 1


def test_targets_are_large_enough_to_be_hit(browser: Browser, site: str) -> None:
    """WCAG 2.2, 2.5.8, for what stands alone: 24 by 24 CSS pixels."""
    with watched(browser, site, viewport={"width": 320, "height": 800}) as view:
        page = view.open(TOOL)
        alone = page.locator(".menu a, .site, .find input, button:visible, .foot a")
        assert alone.count() >= 10
        for box in (each.bounding_box() for each in alone.all()):
            assert box is not None
            assert min(box["width"], box["height"]) >= 24


def test_paper_has_all_of_the_text_and_none_of_the_machinery(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport={"width": 700, "height": 900}) as view:
        page = view.open(TOOL)
        shown = page.locator("main").inner_text()
        page.emulate_media(media="print", color_scheme="dark")
        printed = page.locator("main").inner_text()
        assert printed.split() == [word for word in shown.split() if word != "Copy"]
        assert not page.locator(".menu").is_visible()
        assert page.evaluate(CUT) == []
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.pdf().startswith(b"%PDF")


CUT = """[...document.querySelectorAll('main *')].filter(it => !it.closest('.sr, svg') &&
  getComputedStyle(it).overflowX != 'visible' && it.scrollWidth > it.clientWidth + 1)
  .map(it => it.outerHTML.slice(0, 100))"""
"""What holds more than it shows: on paper nobody can scroll."""


def test_a_reader_who_follows_the_trail_is_back_where_it_began(browser: Browser, site: str) -> None:
    with watched(browser, site) as view:
        page = view.open(TOOL)
        page.locator(".trail").get_by_role("link", name="Harbour Files").click()
        page.locator(".trail").get_by_role("link", name="Home").click()
        page.wait_for_url("**/index.html")
        assert path_of(view.visited[-1]) == "/index.html"
