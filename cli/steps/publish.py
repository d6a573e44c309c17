"""The catalog's pages → files."""

from pathlib import Path

from catalog.store import pages as page_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.steps.outcome import Published
from publisher.site.build import build


def publish_pages(catalog: Catalog, reports: Path, voice: Voice) -> Published:
    """Render every page that holds now into `reports`; only what has changed is written."""
    with voice.progress("Pages") as bar:
        built = build(bar.each(page_store.every(catalog)), reports)
    return Published(written=built.written, unchanged=built.unchanged, removed=built.removed)
