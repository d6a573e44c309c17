"""Registries → listings → servers, page by page into the catalog."""

from collections.abc import Sequence
from datetime import UTC, datetime

from catalog.model.listing import CrawlState, Listing, Rejected
from catalog.store import decisions as decision_store
from catalog.store import listings as listing_store
from catalog.store import servers as server_store
from catalog.store.catalog import Catalog
from cli.console import Voice
from cli.log.events import detail, tell, warn
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
            _told(page, bad, state)
            read, rejected = read + len(page), rejected + len(bad)
            bar.advance(len(page), state.source)

        tell("reading", registries=registries)
        failed = crawl(registries, states, keep)
    for each in failed:
        warn("source failed", source=each.source, reason=each.reason)
    return Collected(
        listings=read,
        rejected=rejected,
        failed=tuple(Failure(source=each.source, reason=each.reason) for each in failed),
    )


def merge_servers(catalog: Catalog) -> None:
    """Which of all current listings are the same server, kept with the evidence.

    What people decided holds, and where several ids would do a server keeps the one it had.
    """
    former = {each.id for each in server_store.names(catalog)}
    servers = merge(listing_store.current(catalog), decision_store.every(catalog), former)
    server_store.keep(catalog, servers, datetime.now(UTC))
    tell("merged", servers=len(servers))
    for each in servers:
        detail("merged server", server=each.id, listings=[said.source_id for said in each.listings])


def _told(page: Sequence[Listing], bad: Sequence[Rejected], state: CrawlState) -> None:
    tell("page read", source=state.source, listings=len(page), rejected=len(bad))
    for listing in page:
        said = {"listing": listing.source_id, "version": listing.version}
        detail("listing", source=listing.source, **said)
    for row in bad:
        warn("rejected", source=row.source, listing=row.source_id, reason=row.reason)
