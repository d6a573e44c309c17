"""Pictures of every page of a small site, at three widths and in both themes.

Example: python -m tests.browser.screenshots pictures
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.kinds import one_of_each
from tests.browser.watched import THEMES, WIDTHS, watched
from tests.publisher.demo import demo
from tests.publisher.sites import build_site
from tests.publisher.values import pages_of


def main(target: Path, *addresses: str) -> None:
    """Write the pictures into `target`; of these addresses alone, where some are named."""
    with TemporaryDirectory() as folder, chromium.started() as browser:
        site = Path(folder) / "reports"
        build_site(pages_of(*demo()), site)
        for address in addresses or one_of_each(site):
            for width in WIDTHS:
                take(browser, site, address, width, target)


def take(browser: Browser, site: Path, address: str, width: int, target: Path) -> None:
    """One page at one width, in each theme."""
    name = address.removesuffix(".html").replace("/", "-")
    for theme in THEMES:
        size = {"width": width, "height": 900}
        with watched(browser, f"{site.as_uri()}/", viewport=size, color_scheme=theme) as view:
            path = target / f"{name}-{width}-{theme}.png"
            view.open(address).screenshot(path=path, full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
