"""What a crawl has read so far, source by source."""

from collections.abc import Mapping, Sequence

from catalog.model.listing import CrawlState, Page, Rejected
from catalog.store.listings import Kept
from cli.steps.outcome import Collected, Failure, Reading
from crawler.errand import Failed

IN_WORDS = 20
"""Rejected rows of a source that are named; all of them are in the catalog."""


class Tally:
    """Counts pages as they go by; `seen` are ids that a pass had met before this crawl."""

    def __init__(self, seen: Mapping[str, Sequence[str]]) -> None:
        self._seen = {source: set(ids) for source, ids in seen.items()}
        self._readings: dict[str, Reading] = {}
        self._rejected: dict[str, list[Rejected]] = {}

    def add(self, page: Page, state: CrawlState, kept: Kept) -> None:
        """One more page of a source."""
        before = self.of(state.source)
        seen = self._seen.setdefault(state.source, set())
        seen.update(page.ids)
        bad = self._rejected.setdefault(state.source, [])
        bad += page.rejected[: IN_WORDS - len(bad)]
        self._readings[state.source] = Reading(
            source=state.source,
            listings=before.listings + len(page.listings),
            written=before.written + kept.written,
            rejected=before.rejected + len(page.rejected),
            gone=before.gone + kept.gone,
            retries=before.retries + page.retries,
            met=len(seen),
            claimed=page.claimed or before.claimed,
            complete=state.complete,
        )

    def of(self, source: str) -> Reading:
        """What has been read of a source."""
        return self._readings.get(source) or Reading(source=source)

    def collected(self, failed: Sequence[Failed]) -> Collected:
        """All of it, at the end."""
        readings = tuple(self._readings.values())
        return Collected(
            listings=sum(each.listings for each in readings),
            rejected=sum(each.rejected for each in readings),
            failed=tuple(Failure(source=each.source, reason=each.reason) for each in failed),
            sources=readings,
            rejections=tuple(each for bad in self._rejected.values() for each in bad),
        )
