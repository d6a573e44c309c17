"""What axe has against a page, by WCAG 2.2 AA and by its own best practices."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")


def violations(page: Page) -> list[str]:
    """One line a violation: its rule, and the elements."""
    found = Axe().run(page, options={"runOnly": list(TAGS), "resultTypes": ["violations"]})
    return [
        f"{page.url}: {each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in found.response["violations"]
    ]
