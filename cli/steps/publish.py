"""The catalog's pages → files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.model.card import ServerCard, Shelved
from catalog.store import pages as page_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.log.events import detail, tell
from cli.steps.outcome import Published
from publisher.site.build import build
from publisher.site.owner import Owner
from publisher.site.plan import plan
from publisher.site.shelf import Shelf


def publish_pages(catalog: Catalog, reports: Path, owner: Owner, voice: Voice) -> Published:
    """Render every page that holds now into `reports`; only what has changed is made."""
    with catalog.reading_throughout(), voice.progress("Pages") as bar:
        shelf = Shelf(
            pages=_told(page_store.cards(catalog)),
            contents=lambda addresses: page_store.contents(catalog, addresses),
            gone=page_store.gone(catalog),
        )
        built = build(bar.each(plan(shelf, owner)), reports)
    tell("published", folder=reports, **built._asdict())
    return Published(written=built.written, unchanged=built.unchanged, removed=built.removed)


def _told(pages: Iterable[Shelved]) -> Iterator[Shelved]:
    for page in pages:
        card = page.card
        server = card.id if isinstance(card, ServerCard) else card.server_address
        detail("page", server=server, address=card.address)
        yield page
