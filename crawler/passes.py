"""Pure: how a pass over a registry begins, goes on and ends.

A registry that can tell its changes is asked for those alone, and once a week for all: only a
full pass shows what is gone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from catalog.model.listing import CrawlState

FULL_EVERY = timedelta(days=7)


def begun(state: CrawlState, address: str, now: datetime, *, tells_changes: bool) -> CrawlState:
    """The state with which a crawl sets out: on with the pass under way, or into a new one.

    What was read at another address tells nothing of this one.
    """
    if state.address != address:
        state = CrawlState(source=state.source)
    if state.cursor and state.started:
        return state.model_copy(update={"complete": False})
    again = state.full_at is None or now - state.full_at >= FULL_EVERY
    full = not tells_changes or state.watermark is None or again
    return CrawlState(
        source=state.source, address=address, started=now, full=full,
        watermark=state.watermark, full_at=state.full_at,
    )  # fmt: skip


def restarted(state: CrawlState, now: datetime) -> CrawlState:
    """The state before the first page of the pass."""
    kept = {"cursor": None, "newest": None, "complete": False, "started": now}
    return state.model_copy(update=kept)


def advanced(
    state: CrawlState, dates: Iterable[datetime | None], cursor: str | None, now: datetime
) -> CrawlState:
    """The state after a page with rows changed at these dates; with no cursor it is the last.

    The watermark moves only when a pass has reached its end, and to no later moment than its
    start: what changed meanwhile may stand on a page that had been read before. A date beyond
    `now` counts as `now`: one wrong row must not hide what comes after it.
    """
    known = [each for each in (*dates, state.newest) if each]
    newest = min(max(known), now) if known else None
    if cursor:
        going_on = {"cursor": cursor, "newest": newest, "complete": False}
        return state.model_copy(update=going_on)
    started = state.started or now
    ends = [each for each in (newest, state.watermark) if each]
    return CrawlState(
        source=state.source, address=state.address, started=started, full=state.full,
        watermark=min(max(ends), started) if ends else None,
        full_at=started if state.full else state.full_at, complete=True,
    )  # fmt: skip
