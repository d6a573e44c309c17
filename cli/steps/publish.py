"""The catalog's pages → files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.model.page import Page
from catalog.store import pages as page_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.log.events import detail, tell
from cli.steps.outcome import Published
from publisher.site.build import build


def publish_pages(catalog: Catalog, reports: Path, voice: Voice) -> Published:
    """Render every page that holds now into `reports`; only what has changed is written."""
    with voice.progress("Pages") as bar:
        built = build(bar.each(_told(page_store.every(catalog))), reports)
    tell("published", folder=reports, **built._asdict())
    return Published(written=built.written, unchanged=built.unchanged, removed=built.removed)


def _told(pages: Iterable[Page]) -> Iterator[Page]:
    for page in pages:
        detail("page", server=page.server, address=page.address)
        yield page
