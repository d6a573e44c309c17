"""Registries → listings → servers, page by page into the catalog."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from catalog.model.listing import CrawlState, Page, Validator
from catalog.store import decisions as decision_store
from catalog.store import listings as listing_store
from catalog.store import passes
from catalog.store import servers as server_store
from catalog.store.catalog import Catalog
from catalog.store.listings import Kept
from cli.console import Voice
from cli.log.events import detail, tell, warn
from cli.steps.outcome import Collected
from cli.steps.tally import Tally
from crawler.clients.crawl import CLIENTS, read_clients
from crawler.crawl import crawl, sources
from crawler.identity import merge
from crawler.pace import POLITE, Pace


class Known:
    """What the catalog knows of a registry from before."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def seen(self, source: str) -> tuple[str, ...]:
        return passes.seen(self._catalog, source)

    def ids(self, source: str) -> tuple[str, ...]:
        return passes.ids(self._catalog, source)

    def count(self, source: str) -> int:
        """How many listings there are of it."""
        return passes.count(self._catalog, source)

    def validator(self, source: str, url: str) -> Validator | None:
        return passes.validator(self._catalog, source, url)


def collect_listings(
    catalog: Catalog,
    registries: Sequence[str],
    voice: Voice,
    pace: Pace = POLITE,
    *,
    full: bool = False,
) -> Collected:
    """Read each registry from where the catalog says; each page is kept as soon as it is read.

    A `full` reading starts over, and asks for all that each of them lists.
    """
    known = Known(catalog)
    words = [each for each in registries if each != CLIENTS]
    names = [each.name for each in sources(words)]
    states = {name: state for name in names if (state := listing_store.state(catalog, name))}
    if full:
        anew = {"full_at": None, "cursor": None}
        states = {name: state.model_copy(update=anew) for name, state in states.items()}
    before = {name: known.count(name) for name in states}
    tally = Tally({name: known.seen(name) for name, each in states.items() if each.cursor})
    with voice.listings() as progress:

        def keep(page: Page, state: CrawlState) -> None:
            kept = listing_store.keep_page(catalog, page, state, datetime.now(UTC))
            _told(page, state, kept)
            tally.add(page, state, kept)
            usual = before.get(state.source) if state.full else None
            progress.show(tally.of(state.source), page.claimed or usual)

        tell("reading", registries=registries)
        failed = crawl(words, states, keep, pace, known)
        if CLIENTS in registries:
            keep(*read_clients(Path.cwd(), datetime.now(UTC)))
    for each in failed:
        warn("source failed", source=each.source, reason=each.reason)
    return tally.collected(failed)


def check_registries(words: Sequence[str]) -> None:
    """Raises NothingFound or UsageError for a word that means no registry."""
    sources([each for each in words if each != CLIENTS])


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


def _told(page: Page, state: CrawlState, kept: Kept) -> None:
    found = {"listings": len(page.listings), "rejected": len(page.rejected)}
    said = {"written": kept.written, "gone": kept.gone, "retries": page.retries}
    tell("page read", source=state.source, **found, **said)
    for listing in page.listings:
        detail("listing", source=state.source, listing=listing.source_id, version=listing.version)
    for row in page.rejected:
        warn("rejected", source=row.source, listing=row.source_id, reason=row.reason)
