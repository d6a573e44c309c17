"""Registries → listings → servers, page by page into the catalog."""

from collections.abc import Sequence
from datetime import UTC, datetime

from catalog.model.listing import CrawlState, Listing, Rejected
from catalog.store import listings as listing_store
from catalog.store import servers as server_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.steps.outcome import Collected, Failure
from crawler.crawl import crawl
from crawler.identity import merge


def collect_listings(catalog: Catalog, registries: Sequence[str], voice: Voice) -> Collected:
    """Read each registry from where the catalog says; each page is kept as soon as it is read."""
    states = {name: state for name in registries if (state := listing_store.state(catalog, name))}
    read = rejected = 0
    with voice.progress("Listings") as bar:

        def keep(page: tuple[Listing, ...], bad: tuple[Rejected, ...], state: CrawlState) -> None:
            nonlocal read, rejected
            listing_store.keep(catalog, page, bad, state, datetime.now(UTC))
            read, rejected = read + len(page), rejected + len(bad)
            bar.advance(len(page), state.source)

        failed = crawl(registries, states, keep)
    return Collected(
        listings=read,
        rejected=rejected,
        failed=tuple(Failure(source=each.source, reason=each.reason) for each in failed),
    )


def merge_servers(catalog: Catalog) -> None:
    """Which of all current listings are the same server, kept with the evidence."""
    servers = merge(listing_store.current(catalog))
    server_store.keep(catalog, servers, datetime.now(UTC))
