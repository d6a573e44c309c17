"""The site opens in a browser: no error, no request off its origin, and its style is there."""

from playwright.sync_api import Browser

from tests.browser.watched import sideways, watched


def test_a_page_opens_without_an_error(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport={"width": 320, "height": 800}) as view:
        page = view.open("servers/harbour/send_mail.html")
        assert page.title().startswith("send_mail")
        assert page.locator(".skip").evaluate("it => it.getBoundingClientRect().right") < 0
        assert sideways(page) <= 0
