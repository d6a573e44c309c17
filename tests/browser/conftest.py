"""One browser and one small site a file of tests: Playwright's loop may not outlive a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.serving import served
from tests.publisher.demo import demo
from tests.publisher.sites import build_site
from tests.publisher.values import pages_of


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium.found() is None:
        pytest.skip("chromium is missing; on Debian: apt install chromium")
    with chromium.started() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "reports"
    build_site(pages_of(*demo()), folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as base:
        yield base
